package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.systemtests.soak.DestinationChecker.Received;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of one destination: decides what it does with a message, and remembers what it got.
 * Its lock guards everything.
 */
final class SoakReceiver {

  /** Where redirects point. */
  static final String ELSEWHERE = "/elsewhere";

  private static final int SLOW_MILLIS = 1_500;

  /** One of so many is refused for ever. */
  private static final int REFUSED = 20;

  private static final int FIRST_REFUSED = 8;

  private final MessageFormat format;
  private final Misbehaviour misbehaviour;
  private final Random random;
  private final InstantSource clock = InstantSource.system();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<Socket> held = new HashSet<>();
  private @Nullable String secret;
  private boolean isRepaired;

  /** A message that came. */
  static final class Call {
    private final SoakMessage message;
    private Instant at;
    private boolean isAccepted;
    private boolean isAnsweredBadly;

    private Call(SoakMessage message, Instant at) {
      this.message = message;
      this.at = at;
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

  boolean isWell() {
    return misbehaviour == Misbehaviour.NONE;
  }

  MessageFormat format() {
    return format;
  }

  synchronized Call record(Request request) {
    if (request.path().endsWith(ELSEWHERE)) {
      complaints.add("a redirect was followed");
    }
    if (secret != null && !isSigned(request, secret)) {
      complaints.add("a message was not signed: " + request.headers());
    }
    Call call = new Call(format.read(request), clock.instant());
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

  /** What it does with a message. */
  synchronized Misbehaviour next(Call call) {
    return switch (misbehaviour) {
      case NONE, IS_DEAD -> misbehaviour;
      case REFUSES_SOME ->
          call.message.newest() % REFUSED == FIRST_REFUSED ? misbehaviour : Misbehaviour.NONE;
      default -> isRepaired || random.nextBoolean() ? Misbehaviour.NONE : misbehaviour;
    };
  }

  /** Takes its time. */
  void linger() {
    LoadPacing.pause(randomUpTo(SLOW_MILLIS) * 1_000_000L);
  }

  private synchronized int randomUpTo(int most) {
    return 1 + random.nextInt(most);
  }

  /**
   * Recorded before it is answered: the next message may come at once.
   *
   * @param isAnsweredBadly whether the sender is not told
   */
  synchronized void accept(Call call, boolean isAnsweredBadly) {
    call.at = clock.instant();
    call.isAccepted = true;
    call.isAnsweredBadly = isAnsweredBadly;
  }

  /** The sender had gone. */
  synchronized void takeBack(Call call) {
    call.isAccepted = false;
  }

  /** Does not answer before the sender has gone, or it is repaired. */
  void hold(Socket socket) {
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
    return calls.stream()
        .map(call -> new Received(call.message, call.isAccepted, call.isAnsweredBadly, call.at))
        .toList();
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }
}
