package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import io.coinpanel.systemtests.soak.SoakReceiver.Call;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** How receivers behave, and misbehave, over HTTP. */
final class HttpReplies {

  private static final int LIE = 1_000;

  private final Acceptance acceptance;

  /** Accepts a message. */
  interface Acceptance {
    Answer accept(Request request) throws IOException;
  }

  /**
   * An answer.
   *
   * @param status with its phrase
   * @param isFinal whether the message is accepted even where the sender does not get the answer
   */
  record Answer(String status, String body, boolean isFinal) {

    private boolean isAcceptance() {
      return status.startsWith("2");
    }

    /** As it is written, with a length that may be a lie. */
    byte[] text(int more) {
      int length = body.getBytes(StandardCharsets.UTF_8).length + more;
      return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(status, length, body)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  HttpReplies(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  /** Answers a message, and returns whether its socket stays open. */
  boolean answer(SoakReceiver receiver, Request request, Socket socket) throws IOException {
    Call call = receiver.record(request);
    switch (receiver.next(call)) {
      case NONE -> accept(receiver, call, request, socket, 0);
      case ANSWERS_SLOWLY -> {
        receiver.linger();
        accept(receiver, call, request, socket, 0);
      }
      case LIES_ABOUT_LENGTH -> {
        accept(receiver, call, request, socket, LIE);
        return false;
      }
      case STALLS -> {
        receiver.hold(socket);
        return false;
      }
      case CLOSES -> {
        return false;
      }
      case ANSWERS_500 -> ReceiverServer.reply(socket, "500 Internal Server Error");
      case IS_BUSY -> busy(receiver, socket);
      case REDIRECTS ->
          ReceiverServer.reply(
              socket,
              "307 Temporary Redirect",
              "Location: " + request.path() + SoakReceiver.ELSEWHERE);
      case REFUSES_SOME -> ReceiverServer.reply(socket, "400 Bad Request");
      case IS_DEAD -> ReceiverServer.reply(socket, "503 Service Unavailable");
    }
    return true;
  }

  /** Telegram says in its body when to come again. */
  private static void busy(SoakReceiver receiver, Socket socket) throws IOException {
    if (receiver.format() == MessageFormat.TELEGRAM) {
      Answer answer =
          new Answer(
              "429 Too Many Requests",
              "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 2\","
                  + "\"parameters\":{\"retry_after\":2}}",
              true);
      socket.getOutputStream().write(answer.text(0));
    } else {
      ReceiverServer.reply(socket, "429 Too Many Requests", "Retry-After: 2");
    }
  }

  private void accept(SoakReceiver receiver, Call call, Request request, Socket socket, int more)
      throws IOException {
    Answer answer = acceptance.accept(request);
    if (answer.isAcceptance()) {
      receiver.accept(call, more > 0);
    }
    try {
      socket.getOutputStream().write(answer.text(more));
    } catch (IOException e) {
      if (!answer.isFinal()) {
        receiver.takeBack(call);
      }
      throw e;
    }
  }
}
