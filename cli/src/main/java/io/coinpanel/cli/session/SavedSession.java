package io.coinpanel.cli.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * State needed to resume a watch.
 *
 * @param url of the webserver that issued the token
 * @param token secret: anybody who has it can resume the connection
 * @param lastNotification the last printed one, or null
 */
public record SavedSession(
    URI url,
    String token,
    @JsonProperty("last_notification_id") @Nullable String lastNotification) {

  /** Whether a possibly edited file is complete. */
  @JsonIgnore
  @SuppressWarnings("ConstantValue") // Jackson fills in null for what is missing.
  boolean isComplete() {
    return url != null && token != null;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url + " up to " + lastNotification;
  }
}
