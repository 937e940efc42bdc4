package io.coinpanel.webserver.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingHeadersTest {

  private final ForwardingHeaders forwarding =
      new ForwardingHeaders(
          List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7"), LocalNetworks.NONE, Optional.empty());

  private static HttpFields.Mutable headers() {
    return HttpFields.build().add("Host", "inner:8000");
  }

  private String client(String peer, HttpFields headers) {
    return forwarding.read(peer, false, headers).client().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.1.2.3    | 203.0.113.5                     | 203.0.113.5
          10.1.2.3    | 1.1.1.1, 203.0.113.5            | 203.0.113.5
          10.1.2.3    | 1.1.1.1, 203.0.113.5, 10.9.9.9  | 203.0.113.5
          10.1.2.3    | 203.0.113.5:4711                | 203.0.113.5
          10.1.2.3    | [2001:db8:1:2:3::4]:4711        | 2001:db8:1:2:0:0:0:0/64
          10.1.2.3    | 2001:db8:1:2:3::4               | 2001:db8:1:2:0:0:0:0/64
          fd12::1     | 203.0.113.5                     | 203.0.113.5
          192.0.2.7   | 203.0.113.5                     | 203.0.113.5
          10.1.2.3    | 203.0.113.5, unknown            | 10.1.2.3
          10.1.2.3    | 203.0.113.5, localhost          | 10.1.2.3
          10.1.2.3    | ,                               | 10.1.2.3
          10.1.2.3    | ::ffff:203.0.113.5              | 203.0.113.5
          192.0.2.8   | 203.0.113.5                     | 192.0.2.8
          203.0.113.9 | 10.1.1.1                        | 203.0.113.9
          2001:db8:1:2::9 | 203.0.113.5                 | 2001:db8:1:2:0:0:0:0/64
          """)
  void clientIsTheLastAddressThatNoTrustedProxyHas(String peer, String header, String client) {
    assertThat(client(peer, headers().add("X-Forwarded-For", header))).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    HttpFields.Mutable headers = headers();
    headers.add("X-Forwarded-For", "1.1.1.1");
    headers.add("X-Forwarded-For", "203.0.113.5");
    assertThat(client("10.1.2.3", headers)).isEqualTo("203.0.113.5");
  }

  @Test
  void hostAndSchemeAreThoseOfATrustedProxyOnly() {
    for (String peer : List.of("10.1.2.3", "203.0.113.9")) {
      HttpFields.Mutable headers = headers();
      headers.add("X-Forwarded-Host", "outer.example");
      headers.add("X-Forwarded-Port", "8443");
      headers.add("X-Forwarded-Proto", "https");
      ReceivedRequest received = forwarding.read(peer, false, headers);
      boolean trusted = peer.startsWith("10.");
      assertThat(received.forwarded()).isEqualTo(trusted);
      assertThat(received.isSecure()).isEqualTo(trusted);
      assertThat(received.host())
          .hasValue(
              trusted ? new HostAndPort("outer.example", 8443) : new HostAndPort("inner", 8000));
    }
  }

  @Test
  void forwardedIsNotReadAsAClientMayHaveWrittenIt() {
    HttpFields.Mutable headers = headers();
    headers.add("Forwarded", "for=203.0.113.5;proto=https;host=evil.example");
    ReceivedRequest received = forwarding.read("10.1.2.3", false, headers);
    assertThat(received.client().toString()).isEqualTo("10.1.2.3");
    assertThat(received.scheme()).isEqualTo(Optional.empty());
    assertThat(received.host()).hasValue(new HostAndPort("inner", 8000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "proxy.example", "::1/129", "/"})
  void whatIsNoNetworkIsNamedAtTheStart(String text) {
    assertThatThrownBy(
            () -> new ForwardingHeaders(List.of(text), LocalNetworks.NONE, Optional.empty()))
        .hasMessageContaining(text);
  }
}
