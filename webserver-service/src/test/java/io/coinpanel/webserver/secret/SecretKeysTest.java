package io.coinpanel.webserver.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeysTest {

  private static final byte[] PLAIN = "whsec_secret".getBytes(StandardCharsets.UTF_8);
  private static final String OLD = key(1);
  private static final String NEW = key(2);

  private static String key(int seed) {
    byte[] bits = new byte[32];
    bits[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bits);
  }

  @Test
  void decryptsWhatItEncrypted() throws UnreadableSecretException {
    SecretKeys keys = SecretKeys.parse(OLD);
    byte[] sealed = keys.encrypt(PLAIN, "webhook");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec");
    assertThat(sealed).isNotEqualTo(keys.encrypt(PLAIN, "webhook"));
    assertThat(keys.decrypt(sealed, "webhook")).isEqualTo(PLAIN);
  }

  @Test
  void anOlderKeyStillDecryptsAndTheFirstEncrypts() throws UnreadableSecretException {
    byte[] sealed = SecretKeys.parse(OLD).encrypt(PLAIN, "webhook");
    SecretKeys rotated = SecretKeys.parse(NEW + ", " + OLD);
    assertThat(rotated.decrypt(sealed, "webhook")).isEqualTo(PLAIN);
    byte[] renewed = rotated.encrypt(PLAIN, "webhook");
    assertThat(SecretKeys.parse(NEW).decrypt(renewed, "webhook")).isEqualTo(PLAIN);
  }

  @Test
  void decryptsNothingElse() {
    SecretKeys keys = SecretKeys.parse(OLD);
    byte[] sealed = keys.encrypt(PLAIN, "webhook");
    assertUnreadable(SecretKeys.parse(NEW), sealed, "webhook");
    assertUnreadable(SecretKeys.parse(""), sealed, "webhook");
    assertUnreadable(keys, sealed, "ntfy");
    assertUnreadable(keys, new byte[0], "webhook");
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertUnreadable(keys, altered, "webhook");
    }
  }

  private static void assertUnreadable(SecretKeys keys, byte[] sealed, String purpose) {
    assertThatExceptionOfType(UnreadableSecretException.class)
        .isThrownBy(() -> keys.decrypt(sealed, purpose));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "c2VjcmV0", "not*base64"})
  void refusesOthersWithoutRepeatingThem(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretKeys.parse(OLD + "," + text))
        .withMessageContaining("32 bytes")
        .withMessageNotContaining(text)
        .withNoCause();
  }

  @Test
  void mayBeAbsent() {
    assertThat(SecretKeys.parse("").isPresent()).isFalse();
    assertThat(SecretKeys.parse(OLD).isPresent()).isTrue();
  }
}
