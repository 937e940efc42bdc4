package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TakeDestinationsTest {

  private static final String DESTINATION =
      """
      with made as (
        insert into account (name, created_at) values ('taken', now()) returning id
      ),
      added as (
        insert into destination (account_id, kind, address, created_at, confirmed_at)
        select id, 'webhook', 'https://example.org', now(), now() from made
        returning id
      )
      insert into delivery_state (destination_id, done_id, wanted_id)
      select id, 0, 1 from added
      returning destination_id
      """;

  /** Two senders of one epoch would send everything twice and undo what the other has stored. */
  @Test
  void onlyOneOfTwoWhoAskAtOnceHasADestination() throws SQLException {
    try (TestDatabase database = TestDatabase.migrated();
        Connection connection = database.dataSource().getConnection()) {
      long id =
          JdbcClient.create(database.dataSource()).sql(DESTINATION).query(Long.class).single();
      TakeDestinations taking = new TakeDestinations();
      List<Optional<Takeover>> answers = taking.execute(connection, List.of(id, 4_711L, id));
      assertThat(answers.get(0)).isEmpty();
      assertThat(answers.get(1)).isEmpty();
      long epoch = answers.get(2).orElseThrow().epoch();
      assertThat(taking.execute(connection, List.of(id)).getFirst().orElseThrow().epoch())
          .isEqualTo(epoch + 1);
    }
  }
}
