package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
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
  @NativeQuery("select * from account where lower(name) = lower(:name) and deleted_at is null")
  Optional<AccountRow> findByName(String name);

  List<AccountRow> findByIdGreaterThanAndDeletedAtIsNullOrderById(long after, Limit limit);

  /** The account's newest notification up to an id. */
  @NativeQuery("select max(id) from notification where owner_id = :id and id <= :notification")
  Optional<Long> newestNotification(long id, long notification);

  @Modifying
  @NativeQuery(
      """
      update account set seen_notification_id = :notification
      where id = :id and (seen_notification_id is null or seen_notification_id < :notification)
      """)
  int advanceSeen(long id, long notification);

  @Modifying
  @NativeQuery("update account set password_hash = :hash where id = :id")
  int setPassword(long id, String hash);

  /** Whether anybody could manage accounts. */
  @NativeQuery(
      """
      select exists (
        select from account a
        where a.admin and a.deleted_at is null and a.disabled_at is null
          and (a.password_hash is not null or a.issuer is not null
            or exists (select from api_key k where k.account_id = a.id and k.revoked_at is null)))
      """)
  boolean hasAdminWithCredentials();
}
