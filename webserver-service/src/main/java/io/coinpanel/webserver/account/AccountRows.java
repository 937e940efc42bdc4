package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored accounts. */
interface AccountRows extends Repository<AccountRow, Long> {

  AccountRow save(AccountRow account);

  AccountRow saveAndFlush(AccountRow account);

  Optional<AccountRow> findByIdAndDeletedAtIsNull(long id);

  /** The same, or the problem that there is none. */
  default AccountRow get(long id) {
    return findByIdAndDeletedAtIsNull(id)
        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "no such account").toException());
  }

  Optional<AccountRow> findByIssuerAndSubjectAndDeletedAtIsNull(String issuer, String subject);

  /** Names are compared without regard to case. */
  @Query("select a from AccountRow a where lower(a.name) = lower(:name) and a.deletedAt is null")
  Optional<AccountRow> findByName(String name);

  List<AccountRow> findByIdGreaterThanAndDeletedAtIsNullOrderById(long after, Limit limit);

  @Modifying
  @Query(
      """
      update AccountRow a set a.seenNotificationId = :notification
      where a.id = :id and (a.seenNotificationId is null or a.seenNotificationId < :notification)
      """)
  int advanceSeen(long id, long notification);

  @Modifying
  @Query("update AccountRow a set a.passwordHash = :hash where a.id = :id")
  int setPassword(long id, String hash);

  /** Whether anybody could manage accounts. */
  @Query(
      """
      select exists (
        select 1 from AccountRow a
        where a.admin and a.deletedAt is null and a.disabledAt is null
          and (a.passwordHash is not null or a.issuer is not null
            or exists (select 1 from ApiKeyRow k where k.account = a and k.revokedAt is null)))
      """)
  boolean hasAdminWithCredentials();
}
