@NullMarked
package org.pluspeer.market.service;

import org.jspecify.annotations.NullMarked;
