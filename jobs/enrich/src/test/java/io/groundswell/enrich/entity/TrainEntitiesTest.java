package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.enrich.entity.ChainTraining.Course;
import io.groundswell.enrich.entity.LabelledPosts.LabelledPost;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a handful of posts made up here: the way is tested, not how good the model gets. */
class TrainEntitiesTest {

    private static final List<String> PEOPLE = List.of("Jane", "Joe", "Mary", "Omar", "Lena", "Ivan");
    private static final List<String> PLACES = List.of("Paris", "Cork", "Lagos", "Oslo", "Quito", "Turin");
    private static final Course COURSE = new Course(8, 0.1f, 1e-5f, 0.01f, 0, 3);
    private static final WordFacts FACTS = WordFacts.of(Map.of(
            "zoe", WordFacts.pack(12, 7, 0, 6, false),
            "jane", WordFacts.pack(12, 7, 0, 6, false),
            "joe", WordFacts.pack(12, 7, 0, 6, false),
            "kettle", WordFacts.pack(3, 0, 0, 1, true)));

    private static LabelledPost post(String words, String labels) {
        return new LabelledPost(Arrays.asList(words.split(" ")), Arrays.asList(labels.split(" ")));
    }

    private static List<LabelledPost> sample() {
        List<LabelledPost> posts = new ArrayList<>();
        for (String person : PEOPLE) {
            for (String place : PLACES) {
                posts.add(post(person + " lives in " + place + " .", "B-PERSON O O B-LOCATION O"));
                posts.add(post("the kettle of " + person + " Smith leaks", "O O O B-PERSON I-PERSON O"));
                posts.add(post("@" + person + " come to " + place + " !", "B-PERSON O O B-LOCATION O"));
            }
        }
        return posts;
    }

    private static ChainModel train() {
        return TrainEntities.train(
                FACTS,
                sample(),
                List.of(post("Mary sings Yellow Boats", "B-PERSON O O O")),
                List.of(List.of("Zoe", "lives", "in", "Cork")),
                tokens -> List.of("O", "O", "O", "B-LOCATION"),
                COURSE);
    }

    @Test
    void what_was_marked_is_learned_and_carried_over_to_other_names() {
        // When
        ChainModel model = train();

        // Then
        assertThat(model.tags(List.of("Zoe", "lives", "in", "Turin", ".")))
                .containsExactly("B-PERSON", "O", "O", "B-LOCATION", "O");
        assertThat(model.tags(List.of("the", "kettle", "of", "Ivan", "Smith", "leaks")))
                .containsExactly("O", "O", "O", "B-PERSON", "I-PERSON", "O");
        assertThat(model.tags(List.of("zoe", "lives", "in", "turin", ".")))
                .containsExactly("B-PERSON", "O", "O", "B-LOCATION", "O");
        assertThat(model.tags(List.of("@Jane", "come", "to", "Oslo", "!"))).startsWith("O");
        assertThat(model.tags(List.of())).isEmpty();
    }

    @Test
    void trained_twice_the_model_is_the_same_and_as_written_it_is_read(@TempDir Path directory) throws IOException {
        // Given
        Path once = directory.resolve("once.gz");
        Path twice = directory.resolve("twice.gz");

        // When
        TrainEntities.write(train(), once);
        TrainEntities.write(train(), twice);

        // Then
        assertThat(once).hasSameBinaryContentAs(twice);
        EntityFinder read = EntityFinder.read(Files.newInputStream(once));
        assertThat(read.tagger().tags(List.of("Zoe", "lives", "in", "Turin", ".")))
                .containsExactly("B-PERSON", "O", "O", "B-LOCATION", "O");
        assertThat(read.ordinaryWords()).accepts("kettle").rejects("zoe", "unheard");
    }

    @Test
    void a_model_of_another_version_is_refused() {
        assertThatThrownBy(() -> ChainModel.read(new DataInputStream(new ByteArrayInputStream(new byte[64]))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 0");
    }

    @Test
    void the_files_are_asked_for() {
        assertThatThrownBy(() -> TrainEntities.main(new String[0])).hasMessageContaining("data directory");
    }
}
