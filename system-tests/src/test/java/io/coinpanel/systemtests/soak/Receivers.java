package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.systemtests.soak.HttpReplies.Answer;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where the receivers of destinations are: servers for HTTP, a Bot API and a mail server. */
final class Receivers implements AutoCloseable {

  private final HttpReplies replies = new HttpReplies(request -> new Answer("200 OK", "", false));
  private final List<ReceiverServer> servers = new ArrayList<>();
  private final Map<String, SoakReceiver> receivers = new ConcurrentHashMap<>();
  private final TelegramFront telegram = TelegramFront.start();
  private final MailFront mails = MailFront.start();

  Receivers() throws IOException {}

  /** Settings of a webserver that sends to them. */
  List<String> settings() {
    return Stream.of(WebhookReceiver.SETTINGS, telegram.settings(), mails.settings())
        .flatMap(List::stream)
        .toList();
  }

  /** Another server for HTTP, as connections to one are limited. */
  ReceiverServer newServer() throws IOException {
    ReceiverServer server = ReceiverServer.start(this::answer);
    servers.add(server);
    return server;
  }

  /** The address of a receiver at a server. */
  String url(ReceiverServer server, SoakReceiver receiver) {
    String path = "/" + receivers.size();
    receivers.put(path, receiver);
    return server.url(path);
  }

  TelegramFront telegram() {
    return telegram;
  }

  MailFront mails() {
    return mails;
  }

  private boolean answer(Request request, Socket socket) throws IOException {
    SoakReceiver receiver = receivers.get(request.path().replaceFirst("/[a-z]+$", ""));
    return receiver != null && replies.answer(receiver, request, socket);
  }

  @Override
  public void close() throws IOException {
    for (ReceiverServer server : servers) {
      server.close();
    }
    telegram.close();
    mails.close();
  }
}
