package io.coinpanel.systemtests.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account with a key and a subscription. */
record SoakAccount(long id, String key, long subscription) {

  private static final String PATH = "/api/v1/destinations";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** One with a subscription to btcusdt. */
  static SoakAccount create(JdbcClient database) {
    return create(database, "btcusdt");
  }

  static SoakAccount create(JdbcClient database, String symbol) {
    String random = UUID.randomUUID().toString().replace("-", "");
    String keyId = random.substring(0, 8);
    long id =
        database
            .sql("insert into account (name, created_at) values (?, now()) returning id")
            .param(random)
            .query(Long.class)
            .single();
    database
        .sql(
            """
            insert into api_key (id, secret_hash, account_id, name, scopes, created_at)
            values (?, sha256(?::bytea), ?, 'key', array['destinations'], now())
            """)
        .params(keyId, random, id)
        .update();
    long subscription =
        database
            .sql(
                """
                insert into subscription (
                  owner_id, symbol, condition, threshold, repeat, created_at)
                values (?, ?, 'above', 1.5, 'every', now())
                returning id
                """)
            .params(id, symbol)
            .query(Long.class)
            .single();
    return new SoakAccount(id, "cp_" + keyId + "_" + random, subscription);
  }

  /** Adds a destination, and returns what the webserver says about it. */
  JsonNode addDestination(HttpClient http, int port, String fields)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(port, PATH)
                .POST(HttpRequest.BodyPublishers.ofString("{" + fields + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** Confirms an e-mail address, and returns whether that was done. */
  boolean confirm(HttpClient http, int port, String code) throws IOException, InterruptedException {
    HttpRequest confirmation =
        request(port, "/api/v1/confirmation")
            .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
            .build();
    return http.send(confirmation, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Has a destination tried at once, as a person does who changes it. */
  CompletableFuture<HttpResponse<Void>> hurry(HttpClient http, int port, long destination) {
    return http.sendAsync(
        request(port, PATH + "/" + destination)
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"name\":\"in a hurry\"}"))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  /** Writes a notification, as ingestion does, and returns its id. */
  long fire(JdbcClient database, long trade, long price) {
    long id =
        database
            .sql(
                """
                insert into notification (
                  subscription_id, owner_id, trade_id, price, previous_price, trade_time,
                  created_at, source)
                values (?, ?, ?, ?, 1, now(), now(), 'live')
                returning id
                """)
            .params(subscription, this.id, trade, price)
            .query(Long.class)
            .single();
    database.sql("select pg_notify('notification', '')").query(row -> {});
    return id;
  }
}
