package io.coinpanel.webserver;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the webserver, alone or within another process. */
@SpringBootApplication
public class WebserverApplication {

  /** Settings are in {@code webserver.yml} so that it can share a class path with ingestion. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WebserverApplication.class)
        .properties("spring.config.name=webserver");
  }

  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
