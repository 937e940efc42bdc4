package io.coinpanel.webserver.account;

import org.springframework.transaction.support.TransactionOperations;

/** The tables of accounts and their credentials. */
record AccountStores(
    AccountRows accounts,
    ApiKeyRows keys,
    WebSessionRows sessions,
    TransactionOperations transactions) {}
