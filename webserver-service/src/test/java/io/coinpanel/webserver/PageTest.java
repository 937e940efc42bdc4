package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** How the page is served; what it does is tested in a browser. */
class PageTest {

  @Test
  void isServedWithAStrictPolicyAndItsChartLibrary() throws Exception {
    try (TestWebserver webserver = TestWebserver.alone()) {
      HttpResponse<String> page = webserver.get("/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
      assertThat(page.body()).doesNotContain(" style=", " onclick=", "http://", "https://");
      assertThat(webserver.get("/lib/uplot/uPlot.esm.js").statusCode()).isEqualTo(200);
      assertThat(webserver.get("/api/about").body()).isEqualTo("{\"simulated_prices\":false}");
    }
  }

  @Test
  void aFileIsSentAgainOnlyWhenItIsAnotherOne() throws Exception {
    try (TestWebserver webserver = TestWebserver.alone()) {
      HttpResponse<String> first = webserver.get("/js/main.js");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
      assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
      assertThat(statusOf(webserver, tag)).isEqualTo(304);
      assertThat(statusOf(webserver, "\"another\"")).isEqualTo(200);
    }
  }

  private static int statusOf(TestWebserver webserver, String tag)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:" + webserver.port() + "/js/main.js");
      return http.send(
              HttpRequest.newBuilder(uri).header("If-None-Match", tag).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
