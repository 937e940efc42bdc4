package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.HttpReplies.Answer;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import io.coinpanel.testkit.telegram.BotApi;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands before a stand-in Bot API, and misbehaves for the chats of some receivers. */
final class TelegramFront implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String REPLY_TO_START = "This chat is linked";

  private final BotApi bot = BotApi.start();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpReplies replies = new HttpReplies(this::relay);
  private final Map<Long, SoakReceiver> receivers = new ConcurrentHashMap<>();
  private final ReceiverServer server;

  private TelegramFront() throws IOException {
    server = ReceiverServer.start(this::answer);
  }

  static TelegramFront start() throws IOException {
    return new TelegramFront();
  }

  List<String> settings() {
    return List.of(
        "--coinpanel.webserver.telegram-token=" + BotApi.TOKEN,
        "--coinpanel.webserver.telegram-uri=" + server.url(""));
  }

  /** A person opens the link of a destination and starts the bot. */
  void link(SoakReceiver receiver, String link) {
    long chat = receivers.size() + 1L;
    receivers.put(chat, receiver);
    bot.chats()
        .person(chat, "person " + chat)
        .write("/start " + link.substring(link.indexOf("?start=") + "?start=".length()));
  }

  /** How many messages came too fast for the Bot API. */
  int refusedByRate() {
    return bot.chats().refusedByRate();
  }

  private boolean answer(Request request, Socket socket) throws IOException {
    if (request.path().contains("/sendMessage")) {
      JsonNode body = JSON.readTree(request.body());
      SoakReceiver receiver = receivers.get(body.path("chat_id").asLong());
      if (receiver != null && !body.path("text").asString().startsWith(REPLY_TO_START)) {
        return replies.answer(receiver, request, socket);
      }
    }
    socket.getOutputStream().write(relay(request).text(0));
    return true;
  }

  private Answer relay(Request request) throws IOException {
    HttpRequest relayed =
        HttpRequest.newBuilder(URI.create(bot.uri() + request.path()))
            .POST(HttpRequest.BodyPublishers.ofString(request.body()))
            .build();
    try {
      HttpResponse<String> answer = http.send(relayed, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode() + " Relayed", answer.body(), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    bot.close();
    http.shutdownNow();
  }
}
