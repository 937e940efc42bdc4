package io.coinpanel.webserver.destination;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to an incoming webhook of Slack. */
final class SlackSender implements Sender {

  private static final Set<Integer> GONE = Set.of(410);

  /** Slack shortens longer ones. */
  private static final int LONGEST = 4_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpReceivers receivers;
  private final InstantSource clock;

  SlackSender(HttpReceivers receivers, InstantSource clock) {
    this.receivers = receivers;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.SLACK;
  }

  /** A webhook takes one message a second. */
  @Override
  public Duration pace() {
    return Duration.ofSeconds(1);
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    String text = escape(MessageText.of(target, message, clock.instant(), LONGEST));
    return receivers.post(
        URI.create(secrets.url()),
        Map.of(),
        "application/json",
        JSON.writeValueAsBytes(Map.of("text", text)),
        GONE);
  }

  /** These begin its markup. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
