package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.database.DeliveryPool;
import io.coinpanel.webserver.database.ReadPool;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Configures Telegram; its beans are null without a token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelegramSettings.class)
class TelegramConfiguration {

  /** The API is where the operator says. */
  private static final List<String> ANYWHERE = List.of("0.0.0.0/0", "::/0");

  /** More than the largest answer, which has updates. */
  private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

  /** The bot, what it knows, and how it calls the API. */
  record Telegram(
      TelegramBot bot, TelegramRate rate, TelegramChats chats, HttpReceivers receivers) {

    void stop() throws Exception {
      receivers.stop();
    }
  }

  @Bean(destroyMethod = "stop")
  @Nullable Telegram telegram(
      TelegramSettings settings,
      JdbcClient database,
      DeliveryPool pool,
      ReadPool reads,
      InstantSource clock) {
    if (!settings.hasBot()) {
      return null;
    }
    HttpReceivers receivers =
        new HttpReceivers(
            new AllowedAddresses(ANYWHERE, InetAddress::getAllByName), LONGEST_ANSWER, clock);
    TelegramApi api = new TelegramApi(receivers, settings.baseUri(), settings.checkedToken());
    return new Telegram(
        new TelegramBot(api),
        new TelegramRate(pool.database(), clock, new SecureRandom()),
        new TelegramChats(database, reads.database()),
        receivers);
  }

  @Bean
  @Nullable TelegramSender telegramSender(@Nullable Telegram telegram, InstantSource clock) {
    return telegram == null
        ? null
        : new TelegramSender(telegram.bot(), telegram.rate(), telegram.chats(), clock);
  }

  @Bean
  @Nullable TelegramPoller telegramPoller(
      @Nullable Telegram telegram,
      Confirmations confirmations,
      DeliveryStates states,
      JdbcClient database,
      TransactionOperations transactions,
      InstantSource clock) {
    return telegram == null
        ? null
        : new TelegramPoller(
            telegram.bot(),
            new TelegramUpdates(database, telegram.bot().id(), clock),
            new TelegramCommands(confirmations, states, telegram.chats(), clock),
            telegram.rate(),
            transactions,
            clock,
            SystemNanoClock.INSTANCE);
  }
}
