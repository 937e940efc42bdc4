package io.coinpanel.webserver.proxy;

/** {@code COINPANEL_PUBLIC_URL}; links that people are given begin with it. */
public final class PublicUrl {

  private final String configured;

  PublicUrl(String configured) {
    this.configured =
        configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
  }

  /** Without a slash at the end; where the request was sent to if nothing is configured. */
  public String of(ReceivedRequest request) {
    return configured.isBlank() ? request.baseUrl().orElse("") : configured;
  }

  /** As {@link #of}, for a link that no request asks for; a path alone if nothing is configured. */
  public String orPath() {
    return configured;
  }
}
