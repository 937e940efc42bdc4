package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

  private static final List<String> NONE = List.of();

  private static List<InetSocketAddress> resolve(List<String> own, String... addresses)
      throws ExecutionException, InterruptedException {
    AllowedAddresses allowed =
        new AllowedAddresses(
            own,
            name -> {
              InetAddress[] found = new InetAddress[addresses.length];
              for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.ofLiteral(addresses[i]);
              }
              return found;
            });
    CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
    allowed.resolve(
        "example.org",
        443,
        Map.of(),
        Promise.from(resolved::complete, resolved::completeExceptionally));
    return resolved.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "93.184.215.14", "2606:4700:4700::1111"})
  void publicAddressesMayBeCalled(String address) throws Exception {
    assertThat(resolve(NONE, address))
        .containsExactly(new InetSocketAddress(InetAddress.ofLiteral(address), 443));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1"
      })
  void othersMayNot(String address) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> resolve(NONE, address))
        .withCauseInstanceOf(UnknownHostException.class)
        .withMessageContaining("example.org has no public address");
  }

  @Test
  void onlyThePublicOnesOfAName() throws Exception {
    assertThat(resolve(NONE, "127.0.0.1", "1.1.1.1", "::1"))
        .extracting(InetSocketAddress::getAddress)
        .containsExactly(InetAddress.ofLiteral("1.1.1.1"));
  }

  @Test
  void networksOfTheOperatorMayBeCalled() throws Exception {
    assertThat(resolve(List.of("192.168.7.0/24", "::1"), "192.168.7.9", "::1", "192.168.8.1"))
        .extracting(InetSocketAddress::getAddress)
        .containsExactly(InetAddress.ofLiteral("192.168.7.9"), InetAddress.ofLiteral("::1"));
  }
}
