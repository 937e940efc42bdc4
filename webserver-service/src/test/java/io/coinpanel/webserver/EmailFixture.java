package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A webserver with a mail server, and an account with an address of its own for each test. */
// The tests start them.
@SuppressWarnings("NullAway.Init")
abstract class EmailFixture {

  static final String PATH = "/api/v1/destinations";
  static final int UNPROCESSABLE = 422;

  static TestMailServer mail;
  static TestWebserver webserver;

  TestAccount account;
  String address;
  long subscription;

  static void startServers() {
    mail = TestMailServer.start();
    webserver =
        TestWebserver.alone(
            Stream.of(
                    Stream.of(TestDestination.SETTINGS),
                    mail.settings(),
                    Stream.of("--coinpanel.webserver.access=accounts"))
                .flatMap(some -> some)
                .toArray(String[]::new));
  }

  static void stopServers() {
    webserver.close();
    mail.close();
  }

  @BeforeEach
  void add() {
    mail.gate().acceptAll();
    account = TestDestination.account(webserver);
    address = newAddress();
    subscription = account.subscribe(webserver, "1.5");
  }

  static String newAddress() {
    return UUID.randomUUID() + "@example.org";
  }

  static String fields(String address) {
    return "\"kind\":\"email\",\"address\":\"" + address + "\"";
  }

  HttpCaller.Answer post(String address) {
    return account.at(webserver).post(PATH, "{" + fields(address) + "}");
  }

  TestDestination create() {
    return TestDestination.create(webserver, account, fields(address));
  }

  /** One whose button was pressed. */
  TestDestination confirmed() {
    TestDestination email = create();
    assertThat(confirm(mail.await(address, 1).code()).status()).isEqualTo(200);
    return email;
  }

  /** As anybody may. */
  static HttpCaller anybody() {
    return HttpCaller.local(webserver.port());
  }

  static HttpCaller.Answer confirm(String code) {
    return anybody().post("/api/v1/confirmation", "{\"code\":\"" + code + "\"}");
  }

  static HttpCaller.Answer sendAgain(TestDestination email) {
    return email.caller().post(email.path() + "/confirmation", "");
  }

  static String status(TestDestination email) {
    return email.view().path("status").asString();
  }

  String fire() {
    return Long.toString(webserver.ingestion().fire(subscription, "1", "2"));
  }
}
