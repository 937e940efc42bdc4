package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"me@example.org", "first.last+tag@mail.example.co.uk", "o'neill@a-b.org"})
  void takesAddresses(String text) {
    assertThat(EmailAddress.parse(text)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@example.org",
        "me@",
        "me@localhost",
        ".me@example.org",
        "me..you@example.org",
        "me you@example.org",
        "\"me\"@example.org",
        "me@example.org\nBcc: you@example.org",
        "me@example.org\u0000",
        "me@-example.org",
        "me@[127.0.0.1]",
        "mé@example.org",
        "a1234567890123456789012345678901234567890123456789012345678901234@example.org"
      })
  void refusesOthers(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void onlyTheCaseOfTheDomainIsChanged() {
    assertThat(EmailAddress.parse(" Me@EXAMPLE.org ")).hasValue("Me@example.org");
  }

  @Test
  void countsAddressesOfOneMailboxAsOne() {
    assertThat(EmailAddress.mailbox("Me+a@example.org")).isEqualTo("me@example.org");
    assertThat(EmailAddress.mailbox("+me@example.org")).isEqualTo("+me@example.org");
  }
}
