package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.secret.SecretKeys;
import io.coinpanel.webserver.secret.UnreadableSecretException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The secrets of one destination by name, as they are stored: JSON, encrypted. */
final class DestinationSecrets {

  static final DestinationSecrets NONE = new DestinationSecrets(Map.of());

  /** For how long a replaced secret signs too. */
  private static final Duration OVERLAP = Duration.ofHours(24);

  private static final String SECRET = "secret";
  private static final String PREVIOUS = "previous_secret";
  private static final String PREVIOUS_UNTIL = "previous_until";
  private static final String TOKEN = "token";
  private static final String URL = "url";
  private static final String UNSUBSCRIBE = "unsubscribe_token";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, String> values;

  /** Fails where nothing can be encrypted. */
  static void requireKey(SecretKeys keys) {
    if (!keys.isPresent()) {
      throw Problem.of(
              ErrorCode.UNAVAILABLE, "the server has no COINPANEL_SECRET_KEY to encrypt with")
          .toException();
    }
  }

  private DestinationSecrets(Map<String, String> values) {
    this.values = values;
  }

  static DestinationSecrets ofSigning(String secret) {
    return new DestinationSecrets(Map.of(SECRET, secret));
  }

  static DestinationSecrets ofToken(String token) {
    return new DestinationSecrets(Map.of(TOKEN, token));
  }

  static DestinationSecrets ofUrl(String url) {
    return new DestinationSecrets(Map.of(URL, url));
  }

  static DestinationSecrets ofUnsubscribing(String token) {
    return new DestinationSecrets(Map.of(UNSUBSCRIBE, token));
  }

  /** Another signing secret; the one before signs too for a day. */
  DestinationSecrets rotated(String secret, Instant now) {
    return new DestinationSecrets(
        Map.of(
            SECRET,
            secret,
            PREVIOUS,
            Objects.requireNonNull(values.get(SECRET)),
            PREVIOUS_UNTIL,
            now.plus(OVERLAP).toString()));
  }

  /** Those that sign. */
  List<String> signing(Instant now) {
    String current = Objects.requireNonNull(values.get(SECRET));
    String until = values.get(PREVIOUS_UNTIL);
    return until != null && now.isBefore(Instant.parse(until))
        ? List.of(current, Objects.requireNonNull(values.get(PREVIOUS)))
        : List.of(current);
  }

  @Nullable String token() {
    return values.get(TOKEN);
  }

  /** The address, where that is a secret. */
  String url() {
    return Objects.requireNonNull(values.get(URL));
  }

  /** Of the link that ends mails. */
  String unsubscribeToken() {
    return Objects.requireNonNull(values.get(UNSUBSCRIBE));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Encrypts them; null if there are none. */
  byte @Nullable [] seal(SecretKeys keys, DestinationKind kind) {
    return values.isEmpty() ? null : keys.encrypt(JSON.writeValueAsBytes(values), purpose(kind));
  }

  static DestinationSecrets open(byte @Nullable [] sealed, SecretKeys keys, DestinationKind kind)
      throws UnreadableSecretException {
    if (sealed == null) {
      return NONE;
    }
    byte[] plain = keys.decrypt(sealed, purpose(kind));
    return new DestinationSecrets(JSON.readValue(plain, new TypeReference<>() {}));
  }

  private static String purpose(DestinationKind kind) {
    return "destination " + kind.wireName();
  }

  /** Omits the secrets. */
  @Override
  public String toString() {
    return "DestinationSecrets" + values.keySet();
  }
}
