package io.coinpanel.standalone.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to go on where a watch stopped.
 *
 * @param url of the webserver that gave the token
 * @param token a secret: whoever has it can take the connection over
 * @param lastNotification the last one that was printed, null where none was
 */
public record Remembered(
    URI url,
    String token,
    @JsonProperty("last_notification_id") @Nullable String lastNotification) {

  /** Whether a file of somebody's making has all that is needed. */
  @JsonIgnore
  @SuppressWarnings("ConstantValue") // Jackson fills in null for what is missing.
  boolean isWhole() {
    return url != null && token != null;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url + " up to " + lastNotification;
  }
}
