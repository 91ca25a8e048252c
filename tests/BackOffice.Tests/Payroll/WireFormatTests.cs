using System.Text.Json;
using BackOffice.Approvals;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>What lies in histories and rows: these texts may gain members, and nothing else may change.</summary>
public sealed class WireFormatTests
{
    private static readonly RunRound Round = new("acme", "office-2026-11-regular", 2);
    private static readonly DateTimeOffset At = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<object, string> Golden => new()
    {
        { Round, """{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2}""" },
        { new RunProgress("acme", RunState.Settling, 3, 1, "m1", Approval: null), """{"Tenant":"acme","State":"Settling","Shards":3,"Orders":1,"MessageId":"m1","Approval":null}""" },
        { new RunVerdict(Round, ApprovalOutcome.Approved), """{"Round":{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2},"Outcome":"Approved"}""" },
        { new RunReminder(Round, At), """{"Round":{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2},"At":"2026-11-02T08:00:00+00:00"}""" },
        { new ShardReference(Round, 7) { Order = 2 }, """{"Round":{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2},"Number":7,"Order":2}""" },
        { new RunOrder(Round, 1), """{"Round":{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2},"Number":1}""" },
        { new ShardBatch(Round, 1, 100, ShardWork.Pay), """{"Round":{"Tenant":"acme","RunId":"office-2026-11-regular","Round":2},"First":1,"Last":100,"Work":"pay","Order":1}""" },
        { new PayrollNotice("acme", "m1"), """{"Tenant":"acme","MessageId":"m1"}""" },
        {
            new RunChange("Submit", RunState.Calculated, RunState.AwaitingApproval, 1, "paola", At, "2026-11-02T09:00:00Z", "why", "c1"),
            """{"Event":"Submit","From":"Calculated","To":"AwaitingApproval","Round":1,"Actor":"paola","At":"2026-11-02T08:00:00+00:00","LocalTime":"2026-11-02T09:00:00Z","Reason":"why","Correlation":"c1","People":null}"""
        },
        {
            new RunChange("Hold", RunState.Calculated, RunState.Calculated, 1, "paola", At, "2026-11-02T09:00:00Z", "why", "c1") { People = ["p00001"] },
            """{"Event":"Hold","From":"Calculated","To":"Calculated","Round":1,"Actor":"paola","At":"2026-11-02T08:00:00+00:00","LocalTime":"2026-11-02T09:00:00Z","Reason":"why","Correlation":"c1","People":["p00001"]}"""
        },
        {
            new ChainLink("office-2026-11-regular", 2, new Period(2026, 11), PayRunKind.Regular, IsWhole: true) { KnownAt = At },
            """{"RunId":"office-2026-11-regular","Round":2,"Period":"2026-11","Kind":"regular","IsWhole":true,"KnownAt":"2026-11-02T08:00:00+00:00"}"""
        },
        {
            new ChainLink("office-2026-11-regular", 2, new Period(2026, 11), PayRunKind.Regular, IsWhole: true) { KnownAt = At, PayDay = new NodaTime.LocalDate(2026, 11, 30) },
            """{"RunId":"office-2026-11-regular","Round":2,"Period":"2026-11","Kind":"regular","IsWhole":true,"KnownAt":"2026-11-02T08:00:00+00:00","PayDay":"2026-11-30"}"""
        },
        { new GroupNews(new Period(2026, 10), ["facts.accident.rate"]), """{"Month":"2026-10","Changed":["facts.accident.rate"]}""" },
        { new GroupNews(new Period(2026, 10), ["rates.EUR"]) { Only = new HashSet<string> { "p1" } }, """{"Month":"2026-10","Changed":["rates.EUR"],"Only":["p1"]}""" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        Assert.Equal(golden, JsonSerializer.Serialize(record, record.GetType()));
        Assert.Equal(golden, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, record.GetType()), record.GetType()));
    }

    [Fact]
    public void The_ids_of_processes_never_change()
    {
        Assert.Equal("office-2026-11-regular", RunReference.IdOf("office", new Period(2026, 11), PayRunKind.Regular, 1));
        Assert.Equal("office-2026-11-off-cycle-2", RunReference.IdOf("office", new Period(2026, 11), PayRunKind.OffCycle, 2));
        Assert.Equal("office-2026-11-off-cycle-preview-2", RunReference.PreviewIdOf("office", new Period(2026, 11), PayRunKind.OffCycle, 2));
        Assert.Equal("payroll-acme.office-2026-11-regular.2", Round.InstanceId);
        Assert.Equal("payroll-acme.office-2026-11-regular.2.pay1-101", new ShardBatch(Round, 101, 200, ShardWork.Pay).InstanceId);
        Assert.Equal("payroll-acme.office-2026-11-regular.2.replay-3", new RunReplay(Round, 3).InstanceId);
        Assert.Equal("payroll-office-2026-11-regular-r2-1", new RunOrder(Round, 1).OrderId);
        Assert.Equal("payroll-office-2026-11-regular-r2", RunApproval.ReferenceOf(Round).ApprovalId);
    }

    [Fact]
    public void Two_companies_never_share_a_process_however_they_and_their_groups_are_called()
    {
        var (one, other) = (RoundOf("north", "west-office"), RoundOf("north-west", "office"));

        Assert.NotEqual(one.InstanceId, other.InstanceId);
        Assert.NotEqual(new ShardBatch(one, 1, 100, ShardWork.Calculate).InstanceId, new ShardBatch(other, 1, 100, ShardWork.Calculate).InstanceId);
        Assert.NotEqual(new RunReplay(one, 1).InstanceId, new RunReplay(other, 1).InstanceId);
        Assert.NotEqual(RunApproval.ReferenceOf(RoundOf("north", "payroll-office")).InstanceId, RunApproval.ReferenceOf(RoundOf("north-payroll", "office")).InstanceId);
    }

    [Fact]
    public void The_preview_of_a_group_is_no_run_of_another_that_is_called_like_a_preview()
    {
        var month = new Period(2026, 11);

        Assert.NotEqual(RunReference.IdOf("office-preview", month, PayRunKind.Regular, 1), RunReference.PreviewIdOf("office", month, PayRunKind.Regular, 1));
    }

    private static RunRound RoundOf(string tenant, string group) => new(tenant, RunReference.IdOf(group, new Period(2026, 11), PayRunKind.Regular, 1), 1);
}
