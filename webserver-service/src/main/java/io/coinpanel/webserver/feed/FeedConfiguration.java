package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures what clients hear of the feed. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  FeedReaders socketFeedReaders(Sockets sockets) {
    return new SocketFeedReaders(sockets);
  }

  @Bean
  BackgroundTask feedBroadcasting(
      List<FeedReaders> readers, JdbcClient database, SchemaReadiness schema) {
    FeedBroadcaster broadcaster = new FeedBroadcaster(readers, new FeedStates(database));
    return new BackgroundTask("feed", INTERVAL, schema.before(broadcaster::doWork));
  }
}
