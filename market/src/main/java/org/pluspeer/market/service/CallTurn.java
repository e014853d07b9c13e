package org.pluspeer.market.service;

/** What comes of a command. */
public record CallTurn(PaidCall state, CallStep step) {}
