using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using FsCheck;
using FsCheck.Fluent;

namespace BackOffice.Closing;

public sealed class StepGraphTests
{
    private static readonly Period October = new(2026, 10);
    private static readonly Period December = new(2026, 12);

    [Fact]
    public void Every_step_comes_after_all_it_waits_for_however_they_were_registered()
        => Prop.ForAll<int>(seed =>
        {
            var graph = StepGraph.Of(RandomSteps(seed));
            List<string> seen = [];
            foreach (var step in graph.Order)
            {
                if (!step.After.All(seen.Contains) || !graph.UpstreamOf(step.Id).All(seen.Contains))
                {
                    return false;
                }

                seen.Add(step.Id);
            }

            return graph.Order.All(step => step.Before.All(later => seen.IndexOf(later) > seen.IndexOf(step.Id)));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void What_waits_for_a_step_is_exactly_what_has_it_before_itself()
        => Prop.ForAll<int>(seed =>
        {
            var graph = StepGraph.Of(RandomSteps(seed));
            return graph.Order.All(one => graph.Order.All(other => graph.DownstreamOf(one.Id).Contains(other.Id) == graph.UpstreamOf(other.Id).Contains(one.Id)));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void After_a_reopening_exactly_the_affected_step_and_what_waits_for_it_run_again()
        => Prop.ForAll<int, NonNegativeInt>((seed, which) =>
        {
            var graph = StepGraph.Of(RandomSteps(seed));
            var all = graph.Order.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
            var affected = graph.Order[which.Get % graph.Order.Count].Id;

            var again = all.Except(CloseStepRule.Carried(graph, [affected], all));

            return again.ToHashSet(StringComparer.Ordinal).SetEquals(graph.SignOffs.Append(affected).SelectMany(step => Reachable(graph, step).Prepend(step)));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Two_reopenings_before_one_round_have_the_steps_of_both_run_again()
        => Prop.ForAll<int, NonNegativeInt>((seed, which) =>
        {
            var graph = StepGraph.Of(RandomSteps(seed));
            var all = graph.Order.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
            string[] one = [graph.Order[which.Get % graph.Order.Count].Id];
            string[] other = [graph.Order[which.Get / 7 % graph.Order.Count].Id];

            var carried = CloseStepRule.Carried(graph, CloseStepRule.Both(one, other), all);

            return carried.SetEquals(CloseStepRule.Carried(graph, one, all).Intersect(CloseStepRule.Carried(graph, other, all)))
                && CloseStepRule.Carried(graph, CloseStepRule.Both(one, null), all).Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void A_step_that_was_not_done_before_is_never_taken_as_done()
        => Prop.ForAll<int, NonNegativeInt>((seed, which) =>
        {
            var graph = StepGraph.Of(RandomSteps(seed));
            var done = graph.Order.Where((_, place) => (place + which.Get) % 3 != 0).Select(step => step.Id).ToHashSet(StringComparer.Ordinal);

            return CloseStepRule.Carried(graph, [graph.Order[which.Get % graph.Order.Count].Id], done).IsSubsetOf(done);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Steps_in_a_circle_are_refused_with_the_circle()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => StepGraph.Of([Step("start"), Step("a", "c", "start"), Step("b", "a"), Step("c", "b")]));

        Assert.Equal("The steps of the close wait for each other: a waits for c waits for b waits for a.", refusal.Message);
    }

    [Fact]
    public void A_circle_may_be_closed_by_what_a_step_comes_before()
        => Assert.Throws<InvalidOperationException>(() => StepGraph.Of([Step("a"), Step("b", "a") with { Before = ["a"] }]));

    [Fact]
    public void A_step_that_waits_for_itself_is_refused()
        => Assert.Equal("The steps of the close wait for each other: a waits for a.", Assert.Throws<InvalidOperationException>(() => StepGraph.Of([Step("a", "a")])).Message);

    [Theory]
    [InlineData("The step 'a' names 'ghost', and there is no such step.", "a", "ghost")]
    [InlineData("'A' is no id of a step: 1 to 40 of a-z, 0-9 and '-'.", "A", null)]
    [InlineData("'' is no id of a step: 1 to 40 of a-z, 0-9 and '-'.", "", null)]
    public void A_step_that_is_not_sound_is_refused(string message, string id, string? after)
        => Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => StepGraph.Of([after is null ? Step(id) : Step(id, after)])).Message);

    [Fact]
    public void Two_steps_of_one_id_are_refused()
        => Assert.Equal("Two steps of the close are called 'a'.", Assert.Throws<InvalidOperationException>(() => StepGraph.Of([Step("a"), Step("a")])).Message);

    [Fact]
    public void Steps_of_the_year_end_are_left_out_of_other_months_and_what_waited_through_them_still_waits()
    {
        var graph = StepGraph.Of([Step("a"), Step("year", "a") with { YearEndOnly = true }, Step("z", "year")]);

        Assert.Equal(["a", "z"], graph.For(October).Order.Select(step => step.Id));
        Assert.Equal(["a"], graph.For(October).UpstreamOf("z"));
        Assert.Equal(["a", "year", "z"], graph.For(December).Order.Select(step => step.Id));
        Assert.Equal(["a", "year"], graph.For(December).UpstreamOf("z"));
    }

    [Theory]
    [InlineData(CloseStepKind.Check, true, false, CloseStepState.Done)]
    [InlineData(CloseStepKind.Check, false, false, CloseStepState.Blocked)]
    [InlineData(CloseStepKind.Action, true, false, CloseStepState.Done)]
    [InlineData(CloseStepKind.Action, false, false, CloseStepState.Blocked)]
    [InlineData(CloseStepKind.SignOff, true, false, CloseStepState.AwaitingSignOff)]
    [InlineData(CloseStepKind.SignOff, true, true, CloseStepState.Done)]
    [InlineData(CloseStepKind.SignOff, false, true, CloseStepState.Blocked)]
    public void What_becomes_of_a_step(CloseStepKind kind, bool isClear, bool isSigned, CloseStepState expected)
        => Assert.Equal(expected, CloseStepRule.After(kind, isClear, isSigned));

    [Theory]
    [InlineData(CloseStepState.Waiting, CloseStepState.Blocked, 0, true)]
    [InlineData(CloseStepState.Blocked, CloseStepState.Blocked, 0, false)]
    [InlineData(CloseStepState.Blocked, CloseStepState.Blocked, 1, true)]
    [InlineData(CloseStepState.Blocked, CloseStepState.Failed, 0, true)]
    [InlineData(CloseStepState.Waiting, CloseStepState.Done, 0, false)]
    [InlineData(CloseStepState.Blocked, CloseStepState.Done, 5, false)]
    public void People_are_told_when_they_come_to_be_needed_and_at_each_reminder(CloseStepState before, CloseStepState after, int reminders, bool isTold)
        => Assert.Equal(isTold, CloseStepRule.IsWorthTelling(before, after, reminders));

    public static TheoryData<CloseState, string> Allowed => new()
    {
        { CloseState.NotStarted, "Start" },
        { CloseState.Running, "Complete Cancel" },
        { CloseState.Completed, "Reopen" },
        { CloseState.Reopened, "Start" },
        { CloseState.Cancelled, "Start" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_close_takes_the_events_of_its_state_and_no_others(CloseState state, string allowed)
        => Assert.Equal(allowed, string.Join(' ', CloseLifecycle.Table.AllowedIn(state)));

    private static CloseStepDefinition Step(string id, params string[] after) => new(id, CloseStepKind.Check, Role.Preparer, after);

    /// <summary>Up to twelve steps without a circle, registered in any order; some say what they wait for, some what waits for them.</summary>
    private static List<CloseStepDefinition> RandomSteps(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, 13);
        var steps = Enumerable.Range(0, count).Select(place => new CloseStepDefinition(
            $"s{place}",
            CloseStepKind.Check,
            Role.Preparer,
            [.. Enumerable.Range(0, place).Where(_ => random.Next(4) == 0).Select(earlier => $"s{earlier}")])
        {
            Before = [.. Enumerable.Range(place + 1, count - place - 1).Where(_ => random.Next(5) == 0).Select(later => $"s{later}")],
        }).ToArray();
        random.Shuffle(steps);
        return [.. steps];
    }

    /// <summary>By the plain definition: follow every arrow, again and again.</summary>
    private static HashSet<string> Reachable(StepGraph graph, string from)
    {
        HashSet<string> found = [];
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var current))
        {
            foreach (var next in graph.Order.Where(step => step.After.Contains(current) || graph.Order.Single(one => one.Id == current).Before.Contains(step.Id)))
            {
                if (found.Add(next.Id))
                {
                    open.Enqueue(next.Id);
                }
            }
        }

        return found;
    }
}
