/** What is under the services. */
@NullMarked
package io.coinpanel.standalone.runtime;

import org.jspecify.annotations.NullMarked;
