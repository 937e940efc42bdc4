/** Database access of the webserver: outages, migration, LISTEN/NOTIFY. */
@NullMarked
package io.coinpanel.webserver.database;

import org.jspecify.annotations.NullMarked;
