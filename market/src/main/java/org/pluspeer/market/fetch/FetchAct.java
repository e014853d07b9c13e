package org.pluspeer.market.fetch;

/** What a {@link Fetch} wants done, and what it wants known. */
public sealed interface FetchAct {
    /**
     * Ask for a run, and tell the fetch once what came of it: {@link Fetch#arrived}, {@link Fetch#lied},
     * {@link Fetch#refused} or {@link Fetch#failed}.
     */
    record Ask(long id, Source source, int run) implements FetchAct {}

    /** Ask what the source holds by now, and tell it by {@link Fetch#holds} or {@link Fetch#gone}. */
    record Look(Source source) implements FetchAct {}

    /**
     * The source is not asked any more.
     *
     * @param why one sentence for people, without the source's name
     */
    record Drop(Source source, Reason reason, String why) implements FetchAct {}

    /** Why a source is dropped. */
    enum Reason {
        /** What it sent is not the content. */
        LIED,
        /** It says that it will not go on. */
        REFUSED,
        /** It keeps others waiting. */
        STALLED,
        /** It does not answer. */
        GONE
    }
}
