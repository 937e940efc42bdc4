package io.coinpanel.webserver.connection;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.database.NotifyListener;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.SocketSettings;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Configures connections. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
class ConnectionConfiguration {

  private static final Duration SEEN_EVERY = Duration.ofSeconds(3);
  private static final Duration CLAIMS_EVERY = Duration.ofSeconds(5);

  /** A token that flaps between webservers must not make each of them read all its rows. */
  private static final Duration CLAIMS_APART = Duration.ofMillis(250);

  private static final Duration EXPIRY_EVERY = Duration.ofSeconds(1);
  private static final Duration CLEANING_EVERY = Duration.ofMinutes(1);
  private static final Duration DISCONNECTS_EVERY = Duration.ofMillis(500);

  @Bean
  PendingDisconnects pendingDisconnects(InstanceId instanceId, InstantSource clock) {
    return new PendingDisconnects(instanceId.id(), clock);
  }

  @Bean
  ConnectionRows connectionRows(
      JdbcClient database, ReadPool reads, ConnectionSettings settings, InstantSource clock) {
    return new ConnectionRows(database, reads.database(), settings.resumeWindow(), clock);
  }

  @Bean
  Disconnector disconnector(
      Sockets sockets, PendingDisconnects pendingDisconnects, GroupCommit commits) {
    return new Disconnector(sockets, pendingDisconnects, commits);
  }

  @Bean
  ConnectionIds connectionIds(GroupCommit commits) {
    return new ConnectionIds(commits);
  }

  @Bean
  ConnectionOpener connectionOpener(
      ConnectionIds ids,
      Sockets sockets,
      DeliveryProgress progress,
      Disconnector disconnector,
      SocketSettings socketSettings,
      ConnectionSettings settings) {
    return new ConnectionOpener(
        ids, sockets, progress, disconnector, socketSettings.heartbeat(), settings.resumeWindow());
  }

  @Bean
  Claims claims(
      InstanceId instance,
      GroupCommit commits,
      PendingDisconnects pendingDisconnects,
      Sockets sockets) {
    return new Claims(instance.id(), commits, pendingDisconnects, sockets);
  }

  @Bean
  ConnectionResumer connectionResumer(
      ConnectionRows rows,
      Claims claims,
      Sockets sockets,
      DeliveryProgress progress,
      Disconnector disconnector) {
    return new ConnectionResumer(rows, claims, sockets, progress, disconnector);
  }

  @Bean
  BackgroundTask webserverHeartbeat(
      InstanceId instanceId, JdbcClient database, SchemaReadiness schema) {
    WebserverHeartbeat webserver = new WebserverHeartbeat(instanceId, database);
    return new BackgroundTask(
        "webserver heartbeat", SEEN_EVERY, schema.before(webserver::heartbeat));
  }

  @Bean
  BackgroundTask storingDisconnects(PendingDisconnects pendingDisconnects, GroupCommit commits) {
    return new BackgroundTask(
        "disconnects", DISCONNECTS_EVERY, () -> pendingDisconnects.store(commits));
  }

  @Bean
  BackgroundTask claimReconciliation(
      ConnectionRows rows,
      Sockets sockets,
      PendingDisconnects pendingDisconnects,
      InstanceId instanceId,
      DeliveryProgress deliveryProgress,
      NotifyListener notifyListener) {
    ClaimReconciler reconciler =
        new ClaimReconciler(
            rows, sockets, pendingDisconnects, instanceId.id(), SystemNanoClock.INSTANCE);
    BackgroundTask reconciliation =
        new BackgroundTask(
            "connection claims",
            CLAIMS_EVERY,
            CLAIMS_APART,
            () -> {
              if (deliveryProgress.isStarted()) {
                reconciler.doWork();
              }
            });
    notifyListener.onPayload(
        NotifyChannel.CONNECTION,
        payload -> {
          if (ClaimConnections.concerns(instanceId.id(), payload)) {
            reconciliation.wake();
          }
        });
    return reconciliation;
  }

  @Bean
  BackgroundTask connectionExpiry(
      JdbcClient database,
      TransactionOperations transactions,
      ConnectionSettings settings,
      InstantSource clock,
      SchemaReadiness schema) {
    ConnectionExpiry expiry =
        new ConnectionExpiry(database, transactions, settings.resumeWindow(), clock);
    return new BackgroundTask("connection expiry", EXPIRY_EVERY, schema.before(expiry::doWork));
  }

  @Bean
  BackgroundTask endedRowCleaning(
      JdbcClient database,
      TransactionOperations transactions,
      ConnectionSettings settings,
      InstantSource clock,
      SchemaReadiness schema) {
    EndedRowCleaner endedRowCleaner =
        new EndedRowCleaner(database, transactions, settings.keepEnded(), clock);
    return new BackgroundTask("cleaning", CLEANING_EVERY, schema.before(endedRowCleaner::doWork));
  }
}
