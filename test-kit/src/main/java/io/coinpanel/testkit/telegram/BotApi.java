package io.coinpanel.testkit.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in for Telegram's Bot API with one bot: {@code getMe}, {@code getUpdates} and {@code
 * sendMessage} over HTTP, with the limits and refusals that Telegram documents.
 */
public final class BotApi implements AutoCloseable {

  public static final String TOKEN = "4711:stand-in_token";
  public static final String USERNAME = "CoinPanelTestBot";

  private static final Map<String, Object> ME =
      Map.of("id", 4_711, "is_bot", true, "first_name", "CoinPanel", "username", USERNAME);

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BACKLOG = 100;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BotUpdates updates = new BotUpdates();
  private final BotChats chats = new BotChats(updates);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean isDown;

  private BotApi(int port) throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts one on any free port. */
  public static BotApi start() {
    try {
      return new BotApi(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The chats, in which people write and read. */
  public BotChats chats() {
    return chats;
  }

  /** What was written and not read by the bot yet. */
  public BotUpdates updates() {
    return updates;
  }

  /** How many requests came, whatever was answered. */
  public int requests() {
    return requests.get();
  }

  /** Whether every request is answered 502. */
  public void setDown(boolean down) {
    isDown = down;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      BotAnswer answer =
          isDown ? BotAnswer.error(BAD_GATEWAY, "Bad Gateway") : answer(exchange, body);
      byte[] bytes = JSON.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private BotAnswer answer(HttpExchange exchange, JsonNode body) throws InterruptedException {
    List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
    if (path.size() != 3 || !path.get(1).equals("bot" + TOKEN)) {
      return BotAnswer.error(UNAUTHORIZED, "Unauthorized");
    }
    return switch (path.get(2)) {
      case "getMe" -> BotAnswer.of(ME);
      case "getUpdates" -> updates.poll(body);
      case "sendMessage" -> chats.send(body);
      default -> BotAnswer.error(NOT_FOUND, "Not Found");
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
