package io.coinpanel.webserver.destination;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to a webhook of a Discord channel. */
final class DiscordSender implements Sender {

  /** Of a webhook that was deleted. */
  private static final Set<Integer> GONE = Set.of(404, 410);

  private static final int LONGEST = 2_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpReceivers receivers;
  private final InstantSource clock;

  DiscordSender(HttpReceivers receivers, InstantSource clock) {
    this.receivers = receivers;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.DISCORD;
  }

  /** A channel takes thirty messages a minute from webhooks. */
  @Override
  public Duration pace() {
    return Duration.ofSeconds(2);
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    String text = MessageText.of(target, message, clock.instant(), LONGEST);
    // Nobody is mentioned, whatever a name or note says.
    Map<String, Object> body =
        Map.of("content", text, "allowed_mentions", Map.of("parse", List.of()));
    return receivers.post(
        URI.create(secrets.url()),
        Map.of(),
        "application/json",
        JSON.writeValueAsBytes(body),
        GONE);
  }
}
