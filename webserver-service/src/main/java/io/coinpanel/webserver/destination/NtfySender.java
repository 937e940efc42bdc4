package io.coinpanel.webserver.destination;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Publishes messages to a topic of ntfy. */
final class NtfySender implements Sender {

  /** What ntfy.sh takes as a message, in bytes; a character has up to three in UTF-16 units. */
  private static final int LONGEST = 4_096 / 3;

  private static final Set<Integer> GONE = Set.of(410);

  private final HttpReceivers receivers;
  private final String publicUrl;
  private final InstantSource clock;

  /**
   * A sender.
   *
   * @param publicUrl where a tap on a message leads; empty for nowhere
   */
  NtfySender(HttpReceivers receivers, String publicUrl, InstantSource clock) {
    this.receivers = receivers;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.NTFY;
  }

  /** Its public server refills a token every five seconds, after a burst of sixty. */
  @Override
  public Duration pace() {
    return Duration.ofSeconds(5);
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Title", MessageText.title(message));
    headers.put("X-Message-Id", message.id());
    if (target.priority() != null) {
      headers.put("Priority", target.priority().toString());
    }
    if (!publicUrl.isEmpty()) {
      headers.put("Click", publicUrl);
    }
    if (secrets.token() != null) {
      headers.put("Authorization", "Bearer " + secrets.token());
    }
    String text = MessageText.of(target, message, clock.instant(), LONGEST);
    return receivers.post(
        URI.create(Objects.requireNonNull(target.address())),
        headers,
        "text/plain; charset=utf-8",
        text.getBytes(StandardCharsets.UTF_8),
        GONE);
  }
}
