using System.Text.Json;
using BackOffice.Approvals;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>What lies in histories and rows: these texts may gain members, and nothing else may change.</summary>
public sealed class WireFormatTests
{
    private static readonly Period October = new(2026, 10);
    private static readonly CloseRound Close = new("acme", October, 2);
    private static readonly ReopeningReference Reopening = new("acme", October, 1);
    private static readonly DateTimeOffset At = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<object, string> Golden => new()
    {
        { Close, """{"Tenant":"acme","Period":"2026-10","Round":2}""" },
        { new CloseStepReference(Close, "lock"), """{"Close":{"Tenant":"acme","Period":"2026-10","Round":2},"Step":"lock"}""" },
        { new ClosePlan([new PlannedStep("a", [], 0), new PlannedStep("b", ["a"], 3)]), """{"Steps":[{"Id":"a","After":[],"Tries":0},{"Id":"b","After":["a"],"Tries":3}]}""" },
        { new CloseTurn(new(Close, "lock"), 3, 2), """{"Step":{"Close":{"Tenant":"acme","Period":"2026-10","Round":2},"Step":"lock"},"Number":3,"Reminders":2}""" },
        { new CloseStepProgress(CloseStepState.AwaitingSignOff, "m1", null), """{"State":"AwaitingSignOff","MessageId":"m1","EscalationId":null}""" },
        { new CloseProgress(CloseState.Completed, "m1"), """{"State":"Completed","MessageId":"m1"}""" },
        { new ClosingNotice("acme", "m1"), """{"Tenant":"acme","MessageId":"m1"}""" },
        { new CloseBlocker("documents-waiting", 2, "/api/v1/acme/documents"), """{"What":"documents-waiting","Count":2,"Link":"/api/v1/acme/documents"}""" },
        { new LatePosting(October.Next, new LocalDate(2026, 11, 21), October, "A-12"), """{"PostIn":"2026-11","On":"2026-11-21","BelongsTo":"2026-10","Reference":"A-12"}""" },
        { Reopening, """{"Tenant":"acme","Period":"2026-10","Number":1}""" },
        { new ReopeningVerdict(Reopening, ApprovalOutcome.Approved), """{"Reopening":{"Tenant":"acme","Period":"2026-10","Number":1},"Outcome":"Approved"}""" },
        { new ReopeningProgress(ReopeningState.Open, "m1"), """{"State":"Open","MessageId":"m1"}""" },
        {
            new PostingDecision(MayPost: false, LedgerName.Payables, October, PeriodState.Closed, 4, October.Next, new LocalDate(2026, 11, 21), "why"),
            """{"MayPost":false,"Ledger":"payables","Period":"2026-10","State":"Closed","PeriodVersion":4,"UsePeriod":"2026-11","UseDay":"2026-11-21","Why":"why"}"""
        },
        {
            new PeriodChange(LedgerName.General, October, PeriodEvent.Reopen, PeriodState.Closed, PeriodState.Open, "andrei", At, "2026-11-02T09:00:00Z", "why", "c1") { OpenUntil = At.AddDays(1) },
            """{"Ledger":"general","Period":"2026-10","Event":"Reopen","From":"Closed","To":"Open","Actor":"andrei","At":"2026-11-02T08:00:00+00:00","LocalTime":"2026-11-02T09:00:00Z","Reason":"why","Correlation":"c1","OpenUntil":"2026-11-03T08:00:00+00:00"}"""
        },
        {
            new CloseChange(CloseEvent.Start, CloseState.NotStarted, CloseState.Running, 1, "paola", At, "2026-11-02T09:00:00Z", "why", "c1"),
            """{"Event":"Start","From":"NotStarted","To":"Running","Round":1,"Actor":"paola","At":"2026-11-02T08:00:00+00:00","LocalTime":"2026-11-02T09:00:00Z","Reason":"why","Correlation":"c1"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        Assert.Equal(golden, JsonSerializer.Serialize(record, record.GetType()));
        Assert.Equal(golden, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, record.GetType()), record.GetType()));
    }

    [Fact]
    public void The_terms_of_a_reopening_are_read_back_as_they_were()
    {
        var terms = new ReopeningTerms(Reopening, At, new ApprovalRequest(new("acme", Reopening.Id), "period.reopen", "2026-10", "andrei") { Summary = "s", PayloadDigest = "d" });

        var json = JsonSerializer.Serialize(terms);

        Assert.StartsWith("""{"Reopening":{"Tenant":"acme","Period":"2026-10","Number":1},"Until":"2026-11-02T08:00:00+00:00","Approval":{""", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ReopeningTerms>(json)));
    }

    [Fact]
    public void The_ids_of_processes_never_change()
    {
        Assert.Equal("close-acme-2026-10", (Close with { Round = 1 }).InstanceId);
        Assert.Equal("close-acme-2026-10-2", Close.InstanceId);
        Assert.Equal("reopening-acme-2026-10-1", Reopening.InstanceId);
        Assert.Equal("CloseStep-lock", new CloseStepReference(Close, "lock").NudgeName);
    }

    [Theory]
    [InlineData("\"general\"", LedgerName.General)]
    [InlineData("\"receivables\"", LedgerName.Receivables)]
    [InlineData("\"payables\"", LedgerName.Payables)]
    [InlineData("\"payroll\"", LedgerName.Payroll)]
    public void A_ledger_is_a_word(string json, LedgerName ledger)
    {
        Assert.Equal(json, JsonSerializer.Serialize(ledger));
        Assert.Equal(json, $"\"{ledger.Word()}\"");
        Assert.Equal(ledger, Ledgers.Find(ledger.Word()));
    }
}
