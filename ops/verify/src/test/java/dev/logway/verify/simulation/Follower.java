package dev.logway.verify.simulation;

import dev.logway.domain.image.ScopeImage;
import dev.logway.log.ImagePublisher;
import dev.logway.log.LogPosition;
import dev.logway.log.ScopeLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an edge feeds the records of its config topic to: the real loader, or a wrong one. */
interface Follower {

    void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next);

    /** The records that came together have been accepted. */
    void settle();

    void caughtUp(LogPosition end);

    boolean isDamaged();

    List<String> faults();

    /** How followers are made. */
    interface Kind {
        /** One that goes on from {@code base}. */
        Follower resuming(ScopeImage base, ImagePublisher publisher);

        /** One that reads the topic from its start, beside {@code served}. */
        Follower rebuilding(ScopeImage served, ImagePublisher publisher);
    }

    /** The real one. */
    Kind LOADER = new Kind() {
        @Override
        public Follower resuming(ScopeImage base, ImagePublisher publisher) {
            return of(new ScopeLoader(base, publisher));
        }

        @Override
        public Follower rebuilding(ScopeImage served, ImagePublisher publisher) {
            return of(ScopeLoader.rebuilding(served, publisher));
        }
    };

    private static Follower of(ScopeLoader loader) {
        return new Follower() {
            @Override
            public void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next) {
                loader.accept(key, value, next);
            }

            @Override
            public void settle() {
                loader.settle();
            }

            @Override
            public void caughtUp(LogPosition end) {
                loader.caughtUp(end);
            }

            @Override
            public boolean isDamaged() {
                return loader.isDamaged();
            }

            @Override
            public List<String> faults() {
                return loader.faults();
            }
        };
    }
}
