package io.coinpanel.webserver.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  private static final AllowedOrigins ORIGINS =
      new AllowedOrigins(
          List.of("https://friend.example"), Origin.parse("https://coins.example:8443"));

  private static ReceivedRequest sentTo(String host) {
    return new ReceivedRequest(
        new ClientAddress(false, 1), false, Optional.empty(), HostAndPort.parse(host), false);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000, localhost:8000, true",
    "http://localhost:8001, localhost:8000, false",
    "https://a.example, a.example, true",
    "https://a.example, a.example:443, true",
    "http://a.example, a.example, true",
    "http://a.example:80, a.example:80, true",
    "http://a.example:8080, a.example, true",
    "http://b.example, a.example, false",
    "http://A.Example, a.example, true",
    "http://[::1]:8000, [::1]:8000, true",
    "https://coins.example:8443, inner:8000, true",
    "http://coins.example:8443, inner:8000, false",
    "https://coins.example, inner:8000, false",
    "https://friend.example, inner:8000, true",
    "https://friend.example:444, inner:8000, false",
    "https://friend.example.evil.example, inner:8000, false"
  })
  void ownOriginIsThePublicUrlOrTheHostOfTheRequest(String origin, String host, boolean allowed) {
    assertThat(ORIGINS.isAllowed(origin, sentTo(host))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, a.example, https, true",
    "http://a.example, a.example, https, false",
    "https://a.example:8443, a.example, https, true",
    "https://a.example:8443, a.example:8443, https, true",
    "https://a.example:8444, a.example:8443, https, false"
  })
  void whatATrustedProxySaysIsCompared(String origin, String host, String scheme, boolean allowed) {
    ReceivedRequest request =
        new ReceivedRequest(
            new ClientAddress(false, 1), true, Optional.of(scheme), HostAndPort.parse(host), false);
    assertThat(ORIGINS.isAllowed(origin, request)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a:b",
        "https://%s",
        "null",
        "",
        "a.example",
        "file:///etc",
        "https://",
        "http://[",
        "http://a.example:99999999",
        "http://u@a.example",
        "https://a.example/path",
        "http://a b"
      })
  void whatIsNoOriginIsNotAllowed(String origin) {
    assertThat(ORIGINS.isAllowed(origin, sentTo("a.example"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8000, true",
    "192.168.1.20:8000, true",
    "[fd00::1]:8000, true",
    "webserver, true",
    "nas.local:8000, true",
    "webserver.coinpanel.svc.cluster.local, true",
    "coins.example, true",
    "COINS.example., true",
    "listed.example, true",
    "evil.example:8000, false",
    "localhost.evil.example, false",
    "127.0.0.1.evil.example, false",
    "a b, false",
    "'', false"
  })
  void publicHostNamesMustBeListed(String host, boolean allowed) {
    AllowedHosts hosts =
        new AllowedHosts(List.of("listed.example"), Origin.parse("https://coins.example"));
    assertThat(hosts.isAllowed(sentTo(host))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.5"})
  void trustsHostsForwardedByATrustedProxy(String peer) {
    HttpFields headers = HttpFields.build().add("Host", "any.example");
    ForwardingHeaders forwarding =
        new ForwardingHeaders(List.of("10.0.0.0/8"), LocalNetworks.NONE, Optional.empty());
    AllowedHosts hosts = new AllowedHosts(List.of(), Optional.empty());
    assertThat(hosts.isAllowed(forwarding.read(peer, false, headers)))
        .isEqualTo(peer.startsWith("10."));
  }
}
