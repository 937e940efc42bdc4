package io.coinpanel.webserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events, which reads only when it is asked to. */
final class EventStreamClient implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpResponse<InputStream> response;
  private final BufferedReader reader;

  private EventStreamClient(HttpResponse<InputStream> response) {
    this.response = response;
    this.reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  static EventStreamClient open(TestWebserver webserver, TestAccount account) {
    return open(webserver, account, null);
  }

  static EventStreamClient open(
      TestWebserver webserver, TestAccount account, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + webserver.port() + "/api/v1/notifications/stream"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + account.key());
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new EventStreamClient(
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /**
   * An event.
   *
   * @param id empty if it has none
   */
  record ServerEvent(String id, String name, JsonNode data) {}

  /** The next event; null once the stream has ended. Comments are skipped. */
  @Nullable ServerEvent next() throws IOException {
    String id = "";
    String name = "";
    String data = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.isEmpty() && !name.isEmpty()) {
        return new ServerEvent(id, name, JSON.readTree(data));
      }
    }
    return null;
  }

  /** The ids of the next events. */
  List<String> nextIds(int count) throws IOException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      ServerEvent event = next();
      if (event == null) {
        throw new AssertionError("the stream has ended after " + ids);
      }
      ids.add(event.id());
    }
    return ids;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
