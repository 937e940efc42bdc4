package io.coinpanel.webserver.destination;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Posts messages as Standard Webhooks has it, signed with the destination's secret. */
final class WebhookSender implements Sender {

  private static final Set<Integer> GONE = Set.of(410);
  private static final String JSON = "application/json";

  private final HttpReceivers receivers;
  private final InstantSource clock;

  WebhookSender(HttpReceivers receivers, InstantSource clock) {
    this.receivers = receivers;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.WEBHOOK;
  }

  @Override
  public Duration pace() {
    return Duration.ZERO;
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    Body body = body(target, message);
    Instant now = clock.instant();
    Map<String, String> headers = new HashMap<>();
    headers.put("webhook-id", message.id());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put("webhook-signature", sign(secrets.signing(now), message.id(), now, body.text()));
    return receivers.post(
        URI.create(Objects.requireNonNull(target.address())),
        headers,
        body.contentType(),
        body.text().getBytes(StandardCharsets.UTF_8),
        GONE);
  }

  private record Body(String text, String contentType) {}

  /** A template's body is for notifications; other messages say what they are. */
  private static Body body(Target target, Message message) {
    if (target.noteTemplate() != null && message instanceof Message.Single(var notification)) {
      NoteTemplate.Filled filled = NoteTemplate.fillJson(target.noteTemplate(), notification);
      return new Body(filled.text(), filled.isJson() ? JSON : "text/plain; charset=utf-8");
    }
    return new Body(
        "{\"type\":\""
            + message.type()
            + "\",\"timestamp\":\""
            + message.time()
            + "\",\"data\":"
            + message.data()
            + "}",
        JSON);
  }

  /** While secrets are rotated there is a signature with each. */
  private static String sign(List<String> secrets, String id, Instant now, String body) {
    return String.join(" ", secrets.stream().map(one -> sign(one, id, now, body)).toList());
  }

  private static String sign(String secret, String id, Instant now, String body) {
    try {
      return new Webhook(secret).sign(id, now.getEpochSecond(), body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("HMAC-SHA256 is always available", e);
    }
  }
}
