/** The database as the webserver meets it: perhaps away, perhaps not migrated, and able to wake. */
@NullMarked
package io.coinpanel.webserver.database;

import org.jspecify.annotations.NullMarked;
