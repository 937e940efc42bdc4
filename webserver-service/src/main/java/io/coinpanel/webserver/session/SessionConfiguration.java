package io.coinpanel.webserver.session;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.connection.ConnectionSettings;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.database.ClientReads;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.database.Wakeups;
import io.coinpanel.webserver.duty.Duty;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who is connected, who is away, and who will not come back. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class SessionConfiguration {

  private static final Duration SEEN_EVERY = Duration.ofSeconds(3);
  private static final Duration CLAIMS_EVERY = Duration.ofSeconds(5);

  /** A token that flaps between webservers must not make each of them read all its rows. */
  private static final Duration CLAIMS_APART = Duration.ofMillis(250);

  private static final Duration EXPIRY_EVERY = Duration.ofSeconds(1);
  private static final Duration CLEANING_EVERY = Duration.ofMinutes(1);
  private static final Duration DEPARTURES_EVERY = Duration.ofMillis(500);

  @Bean
  Departures departures(Instance instance, InstantSource clock) {
    return new Departures(instance.id(), clock);
  }

  @Bean
  ConnectionRows connectionRows(JdbcClient database, ClientReads reads, InstantSource clock) {
    return new ConnectionRows(database, reads.database(), clock);
  }

  @Bean
  Sessions sessions(
      GroupCommit commits,
      Connections connections,
      Progress progress,
      Departures departures,
      ConnectionRows rows,
      Instance instance,
      ConnectionSettings manners,
      SessionSettings settings) {
    return new Sessions(
        commits,
        connections,
        progress,
        departures,
        new ConnectionIds(commits),
        new Claiming(instance.id()),
        rows,
        new SecureRandom(),
        manners.heartbeat(),
        settings.resumeWindow());
  }

  @Bean
  Duty webserverHeartbeat(Instance instance, JdbcClient database, Migrated migrated) {
    Webserver webserver = new Webserver(instance, database);
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

  @Bean
  Duty keepingClaims(
      ConnectionRows rows,
      Connections connections,
      Departures departures,
      Instance instance,
      Progress progress,
      Wakeups wakeups) {
    ClaimKeeper keeper =
        new ClaimKeeper(rows, connections, departures, instance.id(), SystemNanoClock.INSTANCE);
    Duty keeping =
        new Duty(
            "connection claims",
            CLAIMS_EVERY,
            CLAIMS_APART,
            () -> {
              if (progress.hasBegun()) {
                keeper.doWork();
              }
            });
    wakeups.onPayload(
        Channel.CONNECTION,
        payload -> {
          if (Claiming.concerns(instance.id(), payload)) {
            keeping.wake();
          }
        });
    return keeping;
  }

  @Bean
  Duty expiring(
      JdbcClient database,
      TransactionOperations transactions,
      SessionSettings settings,
      InstantSource clock,
      Migrated migrated) {
    SessionExpiry expiry =
        new SessionExpiry(database, transactions, settings.resumeWindow(), clock);
    return new Duty(
        "session expiry",
        EXPIRY_EVERY,
        () -> {
          migrated.await();
          expiry.doWork();
        });
  }

  @Bean
  Duty cleaning(
      JdbcClient database,
      TransactionOperations transactions,
      SessionSettings settings,
      InstantSource clock,
      Migrated migrated) {
    Cleaner cleaner = new Cleaner(database, transactions, settings.keepEnded(), clock);
    return new Duty(
        "cleaning",
        CLEANING_EVERY,
        () -> {
          migrated.await();
          cleaner.doWork();
        });
  }
}
