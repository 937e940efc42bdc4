package io.coinpanel.webserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of messages over HTTP, which answers as it is told. */
final class TestReceiver implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = call -> Answer.of(204);

  /** A request that came. */
  record Call(String path, Map<String, List<String>> headers, String body) {

    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    String id() {
      return header("webhook-id");
    }

    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** What it answers. */
  record Answer(int status, Map<String, String> headers, String body) {

    static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  /** Decides what a request is answered. */
  interface Behaviour {
    Answer answer(Call call);
  }

  private TestReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that accepts everything. */
  static TestReceiver start() {
    try {
      return new TestReceiver();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  TestReceiver answering(Behaviour other) {
    behaviour = other;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Call call =
        new Call(
            exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
    Answer answer = behaviour.answer(call);
    calls.add(call);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  List<Call> calls() {
    return calls;
  }

  List<String> ids() {
    return calls.stream().map(Call::id).toList();
  }

  List<Call> awaitCalls(int count) {
    Eventually.until(() -> calls.size() >= count);
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
