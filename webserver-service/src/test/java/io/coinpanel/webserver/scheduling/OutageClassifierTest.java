package io.coinpanel.webserver.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.TransactionException;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaSystemException;

class OutageClassifierTest {

  /** As it is thrown where the connection is lost in the middle of a transaction. */
  @Test
  void aRollbackOnAClosedConnectionIsAnOutage() {
    SQLException closed = new SQLException("Connection is closed");
    assertThat(
            OutageClassifier.isOutage(
                new JpaSystemException(new TransactionException("Unable to rollback", closed))))
        .isTrue();
  }

  @Test
  void aRefusedStatementIsABug() {
    assertThat(OutageClassifier.isOutage(new SQLException("syntax error", "42601"))).isFalse();
  }
}
