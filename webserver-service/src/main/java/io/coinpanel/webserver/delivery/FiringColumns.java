package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Direction;
import io.coinpanel.model.Price;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.protocol.FiringDetails;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Reads how a subscription fired: direction, level, reference price in units, end of the bar. */
final class FiringColumns {

  private FiringColumns() {}

  static FiringDetails read(ResultSet row, int first) throws SQLException {
    String direction = row.getString(first);
    BigDecimal level = row.getBigDecimal(first + 1);
    Long reference = row.getObject(first + 2, Long.class);
    OffsetDateTime barEnd = row.getObject(first + 3, OffsetDateTime.class);
    if (direction == null && level == null && reference == null && barEnd == null) {
      return FiringDetails.NONE;
    }
    return new FiringDetails(
        direction == null ? null : WireEnum.parse(Direction.class, direction).orElseThrow(),
        level,
        reference == null ? null : new Price(reference),
        barEnd == null ? null : barEnd.toInstant());
  }
}
