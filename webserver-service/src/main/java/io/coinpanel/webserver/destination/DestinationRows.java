package io.coinpanel.webserver.destination;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The stored destinations. */
interface DestinationRows extends Repository<DestinationRow, Long> {

  /** Of {@code subscription s} and {@code destination d}: whether its notifications go there. */
  String IS_FOR =
      "case when s.destinations is null then d.is_default else d.id = any (s.destinations) end";

  DestinationRow saveAndFlush(DestinationRow destination);

  void delete(DestinationRow destination);

  Optional<DestinationRow> findByAccountIdAndId(long accountId, long id);

  /** Nobody else changes or confirms it until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<DestinationRow> findForChangeByAccountIdAndId(long accountId, long id);

  List<DestinationRow> findByAccountIdAndIdGreaterThanOrderById(
      long accountId, long id, Limit limit);

  long countByAccountId(long accountId);

  long countByAccountIdAndIdIn(long accountId, Collection<Long> ids);
}
