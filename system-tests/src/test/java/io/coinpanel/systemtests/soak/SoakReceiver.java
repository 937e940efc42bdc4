package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.systemtests.soak.DestinationChecker.Received;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receiver of one destination, which remembers what it got. Its lock guards everything. */
final class SoakReceiver {

  private static final String ELSEWHERE = "/elsewhere";
  private static final int SLOW_MILLIS = 1_500;

  private final MessageFormat format;
  private final Misbehaviour misbehaviour;
  private final Random random;
  private final List<Call> calls = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<Socket> held = new HashSet<>();
  private @Nullable String secret;
  private boolean isRepaired;

  private static final class Call {
    private final SoakMessage message;
    private boolean isAccepted;

    Call(SoakMessage message) {
      this.message = message;
    }
  }

  SoakReceiver(MessageFormat format, Misbehaviour misbehaviour, Random random) {
    this.format = format;
    this.misbehaviour = misbehaviour;
    this.random = random;
  }

  /** Messages are to be signed with it. */
  synchronized void expectSignatures(@Nullable String webhookSecret) {
    secret = webhookSecret;
  }

  Misbehaviour misbehaviour() {
    return misbehaviour;
  }

  MessageFormat format() {
    return format;
  }

  /** Answers a message, and returns whether its socket stays open. */
  boolean answer(Request request, Socket socket) throws IOException {
    Call call = record(request);
    switch (next(call.message)) {
      case NONE -> accept(call, socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      case ANSWERS_SLOWLY -> {
        LoadPacing.pause(randomUpTo(SLOW_MILLIS) * 1_000_000L);
        accept(call, socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok");
      }
      case LIES_ABOUT_LENGTH -> {
        accept(call, socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nok");
        return false;
      }
      case STALLS -> {
        hold(socket);
        return false;
      }
      case CLOSES -> {
        return false;
      }
      case ANSWERS_500 -> ReceiverServer.reply(socket, "500 Internal Server Error");
      case IS_BUSY -> ReceiverServer.reply(socket, "429 Too Many Requests", "Retry-After: 2");
      case REDIRECTS ->
          ReceiverServer.reply(
              socket, "307 Temporary Redirect", "Location: " + request.path() + ELSEWHERE);
      case REFUSES_SOME -> ReceiverServer.reply(socket, "400 Bad Request");
      case IS_DEAD -> ReceiverServer.reply(socket, "503 Service Unavailable");
    }
    return true;
  }

  private synchronized Call record(Request request) {
    if (request.path().endsWith(ELSEWHERE)) {
      complaints.add("a redirect was followed");
    }
    if (secret != null && !isSigned(request, secret)) {
      complaints.add("a message was not signed: " + request.headers());
    }
    Call call = new Call(format.read(request));
    calls.add(call);
    return call;
  }

  private static boolean isSigned(Request request, String secret) {
    try {
      return new WebhookReceiver.Call(
              request.header("webhook-id"),
              request.header("webhook-timestamp"),
              request.header("webhook-signature"),
              request.body())
          .isSignedWith(secret);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Misbehaviour next(SoakMessage message) {
    return switch (misbehaviour) {
      case NONE, IS_DEAD -> misbehaviour;
      case REFUSES_SOME -> message.newest() % 8 == 0 ? misbehaviour : Misbehaviour.NONE;
      default -> isRepaired || random.nextBoolean() ? Misbehaviour.NONE : misbehaviour;
    };
  }

  private synchronized int randomUpTo(int most) {
    return 1 + random.nextInt(most);
  }

  /** Recorded before it is written: the next message may come at once. */
  private void accept(Call call, Socket socket, String answer) throws IOException {
    set(call, true);
    try {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      set(call, false);
      throw e;
    }
  }

  private synchronized void set(Call call, boolean isAccepted) {
    call.isAccepted = isAccepted;
  }

  private void hold(Socket socket) {
    synchronized (this) {
      if (isRepaired) {
        return;
      }
      held.add(socket);
    }
    ReceiverServer.hold(socket);
    synchronized (this) {
      held.remove(socket);
    }
  }

  /** From now on it accepts everything, unless it never does. */
  synchronized void repair() throws IOException {
    isRepaired = true;
    for (Socket socket : held) {
      socket.close();
    }
  }

  synchronized List<Received> received() {
    return calls.stream().map(call -> new Received(call.message, call.isAccepted)).toList();
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }
}
