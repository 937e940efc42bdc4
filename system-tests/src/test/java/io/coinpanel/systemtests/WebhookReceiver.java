package io.coinpanel.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks on this machine; it accepts everything until it is told otherwise. */
public final class WebhookReceiver implements AutoCloseable {

  /** Settings of a server that may call it. */
  public static final List<String> SETTINGS =
      List.of(
          "--coinpanel.webserver.secret-key="
              + Base64.getEncoder()
                  .encodeToString("0123456789abcdef".repeat(2).getBytes(StandardCharsets.US_ASCII)),
          "--coinpanel.webserver.destinations-allow=127.0.0.0/8");

  private static final int ACCEPTED = 204;

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile int status = ACCEPTED;

  /** A request that came. */
  public record Call(String id, String timestamp, String signature, String body) {

    /** Whether it was signed with this secret, as Standard Webhooks says. */
    public boolean isSignedWith(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      byte[] content = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return signature.contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal(content)));
    }
  }

  public WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            body));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** From now on it answers with this status. */
  public void answer(int other) {
    status = other;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
