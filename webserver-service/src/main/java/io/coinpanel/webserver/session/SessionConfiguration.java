package io.coinpanel.webserver.session;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.connection.ConnectionSettings;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.duty.Duty;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is connected, who is away, and who will not come back. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class SessionConfiguration {

  private static final Duration SEEN_EVERY = Duration.ofSeconds(3);
  private static final Duration DEPARTURES_EVERY = Duration.ofMillis(500);

  @Bean
  Webserver webserver(JdbcClient database, InstantSource clock) {
    return new Webserver(database, clock);
  }

  @Bean
  Departures departures(Webserver webserver, InstantSource clock) {
    return new Departures(webserver.id(), clock);
  }

  @Bean
  Sessions sessions(
      GroupCommit commits,
      Connections connections,
      Progress progress,
      Departures departures,
      Webserver webserver,
      ConnectionSettings manners,
      SessionSettings settings,
      InstantSource clock) {
    return new Sessions(
        commits,
        connections,
        progress,
        departures,
        new Opening(webserver.id(), clock),
        new SecureRandom(),
        manners.heartbeat(),
        settings.resumeWindow());
  }

  @Bean
  Duty webserverHeartbeat(Webserver webserver, Migrated migrated) {
    return new Duty(
        "webserver heartbeat",
        SEEN_EVERY,
        () -> {
          migrated.await();
          webserver.beat();
        });
  }

  @Bean
  Duty departing(Departures departures, GroupCommit commits) {
    return new Duty("departures", DEPARTURES_EVERY, () -> departures.store(commits));
  }
}
