/** Many clients' changes, one transaction. */
@NullMarked
package io.coinpanel.webserver.commit;

import org.jspecify.annotations.NullMarked;
