package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account's commands a second, of which these webservers allow three. */
class CommandBudgetTest {

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.max-commands-per-second=3");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static TestClient signedIn(TestAccount account) {
    TestClient client = webserver.client();
    client.ask("{'type':'authenticate','token':'" + account.key() + "'}");
    return client;
  }

  private static String ping(TestClient client) {
    return client.ask("{'type':'ping'}").path("code").asString("");
  }

  /** Each attempt is of another account: no socket exceeds its own limit. */
  @Test
  void allSocketsOfAnAccountAndItsRequestsShareOneBudget() {
    Eventually.until(
        () -> {
          TestAccount account = TestAccount.create(webserver);
          try (TestClient one = signedIn(account);
              TestClient two = signedIn(account)) {
            ping(one);
            ping(one);
            ping(two);
            return ping(two).equals("rate_limited")
                && account.at(webserver).get("/api/v1/subscriptions").status() == 429;
          }
        });
  }

  @Test
  void requestsOfAllKindsCount() {
    for (String path : new String[] {"/api/v1/account", "/api/v1/keys", "/api/v1/candles"}) {
      Eventually.until(
          () -> {
            TestAccount account = TestAccount.create(webserver);
            for (int i = 0; i < 3; i++) {
              account.at(webserver).get("/api/v1/notifications");
            }
            return account.at(webserver).get(path).status() == 429;
          });
    }
  }

  @Test
  void otherAccountsHaveTheirOwn() {
    TestAccount busy = TestAccount.create(webserver);
    TestAccount calm = TestAccount.create(webserver);
    Eventually.until(() -> busy.at(webserver).get("/api/v1/account").status() == 429);
    assertThat(calm.at(webserver).get("/api/v1/account").status()).isEqualTo(200);
  }
}
