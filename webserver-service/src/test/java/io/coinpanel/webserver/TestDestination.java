package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import tools.jackson.databind.JsonNode;

/** A destination of an account. */
record TestDestination(TestWebserver webserver, TestAccount account, long id, String secret) {

  static final String[] SETTINGS = {
    "--coinpanel.webserver.secret-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "--coinpanel.webserver.destinations-allow=127.0.0.0/8",
    "--coinpanel.webserver.max-commands-per-second=100000"
  };

  private static final String PATH = "/api/v1/destinations";

  static TestAccount account(TestWebserver webserver) {
    return TestAccount.create(
        webserver, "subscriptions:read", "subscriptions:write", "destinations");
  }

  static TestDestination webhook(TestWebserver webserver, TestAccount account, String url) {
    return create(webserver, account, "\"kind\":\"webhook\",\"url\":\"" + url + "\"");
  }

  static TestDestination create(TestWebserver webserver, TestAccount account, String fields) {
    HttpCaller.Answer answer = account.at(webserver).post(PATH, "{" + fields + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return new TestDestination(
        webserver, account, Long.parseLong(answer.text("id")), answer.text("secret"));
  }

  HttpCaller caller() {
    return account.at(webserver);
  }

  String path() {
    return PATH + "/" + id;
  }

  JsonNode view() {
    return caller().get(path()).json();
  }

  void change(String fields) {
    HttpCaller.Answer answer = caller().patch(path(), "{" + fields + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  void awaitStatus(String status) {
    Eventually.passes(() -> assertThat(view().path("status").asString()).isEqualTo(status));
  }

  /** Its attempts, oldest first: message, number of the attempt, outcome. */
  java.util.List<String> attempts() {
    return caller()
        .get(path() + "/deliveries?limit=1000")
        .json()
        .path("deliveries")
        .valueStream()
        .map(
            one ->
                one.path("notification_id").asString()
                    + " "
                    + one.path("attempt").asInt()
                    + " "
                    + one.path("outcome").asString())
        .toList();
  }

  /** The time of its next attempt has come. */
  void hurry() {
    webserver
        .database()
        .sql("update delivery_state set is_urgent = true where destination_id = ?")
        .param(id)
        .update();
    webserver
        .database()
        .sql(
            "update scheduled_tasks set execution_time = now(), version = version + 1"
                + " where task_instance = ? and not picked")
        .param(Long.toString(id))
        .update();
  }

  /** Hurries until something is so. */
  void hurryUntil(java.util.concurrent.Callable<Boolean> condition) {
    Eventually.until(
        () -> {
          hurry();
          return condition.call();
        });
  }
}
