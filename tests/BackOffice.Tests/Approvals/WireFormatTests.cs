using System.Text.Json;
using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Tests.Approvals;

/// <summary>What lies in histories and rows: members may be added, and nothing else may change.</summary>
public sealed class WireFormatTests
{
    private const string Digest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly ApprovalReference Reference = new("acme", "reopen-2026-10");

    private static readonly DateTimeOffset At = new(2026, 1, 31, 23, 59, 0, TimeSpan.Zero);

    public static TheoryData<object, string> Golden => new()
    {
        { Reference, """{"Tenant":"acme","ApprovalId":"reopen-2026-10"}""" },
        {
            new ApprovalRequest(Reference, "period.reopen", "2026-10", "rita") { Preparers = ["piero"], Amount = Money.Euros(12.50m), CostCentre = "IT", Summary = "Reopen October", PayloadDigest = Digest, Rule = "closing" },
            $$"""{"Approval":{"Tenant":"acme","ApprovalId":"reopen-2026-10"},"Kind":"period.reopen","Subject":"2026-10","Requester":"rita","Preparers":["piero"],"Amount":{"Amount":12.50,"Currency":"EUR"},"CostCentre":"IT","Summary":"Reopen October","PayloadDigest":"{{Digest}}","Rule":"closing"}"""
        },
        { new ApprovalResult(Reference, ApprovalOutcome.NotNeeded), """{"Approval":{"Tenant":"acme","ApprovalId":"reopen-2026-10"},"Outcome":"NotNeeded"}""" },
        { new ApprovalProgress(ApprovalState.Escalated, At, ["m1"]), """{"State":"Escalated","WakeAt":"2026-01-31T23:59:00+00:00","MessageIds":["m1"]}""" },
        { new ApprovalMessages(Reference, ["m1"]), """{"Approval":{"Tenant":"acme","ApprovalId":"reopen-2026-10"},"MessageIds":["m1"]}""" },
        { new LinkHolder("anna", [Role.Approver]), """{"Person":"anna","Roles":["Approver"]}""" },
        {
            new Evidence(EvidenceKind.Decided, "eva", At, "2026-02-01T00:59:00 Rome", "c1") { Decision = new Decision("d1", "eva", Verdict.Approve, [new Seat(0, "anna")], At), Surface = Surface.Link, Reason = "Fine", SeenDigest = Digest, SeenSummary = "Reopen", Rule = "r of m", Level = 1 },
            $$"""{"Kind":"Decided","Actor":"eva","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00 Rome","Correlation":"c1","From":null,"To":null,"Reason":"Fine","Level":1,"Decision":{"DecisionId":"d1","Person":"eva","Kind":"Approve","Seats":[{"Level":0,"Owner":"anna"}],"At":"2026-01-31T23:59:00+00:00"},"Surface":"Link","SeenDigest":"{{Digest}}","SeenSummary":"Reopen","Rule":"r of m"}"""
        },
        {
            new RefusedAttempt("rita", Verdict.Approve, DecisionRefusal.OwnRequest, At, "2026-02-01T00:59:00 Rome", "c1") { Surface = Surface.Api, SeenDigest = Digest },
            $$"""{"Actor":"rita","Decision":"Approve","Why":"OwnRequest","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00 Rome","Correlation":"c1","Surface":"Api","SeenDigest":"{{Digest}}"}"""
        },
        {
            new AskedRule("r", "m", [new ApprovalLevel(2, new ApprovalTerm(3, TermUnit.WorkingDays)) { Roles = [Role.Approver], People = ["anna"], RemindAfterPercent = 40 }]),
            """{"RuleId":"r","Version":"m","Levels":[{"Quorum":2,"Within":{"Length":3,"Unit":"WorkingDays"},"Roles":["Approver"],"People":["anna"],"RemindAfterPercent":40}]}"""
        },
        {
            new StoredDelegation("x", new Delegation("anna", [Role.Approver], "eva", new LocalDate(2026, 1, 31), new LocalDate(2026, 2, 1)) { Kind = "invoice.*" }, At) { EndedAt = At, EndedBy = "anna" },
            """{"Id":"x","Delegation":{"Delegator":"anna","DelegatorRoles":["Approver"],"Delegate":"eva","From":"2026-01-31","To":"2026-02-01","Kind":"invoice.*"},"MadeAt":"2026-01-31T23:59:00+00:00","EndedAt":"2026-01-31T23:59:00+00:00","EndedBy":"anna"}"""
        },
        {
            new StoredMatrix(new ApprovalMatrix(Currency.Pln, new LocalDate(2026, 1, 1), "s", [new ApprovalRule("r", "*", []) { UpTo = 1.5m, CostCentre = "IT" }]) { ValidTo = new LocalDate(2026, 12, 31) }, 2, "admin", At),
            """{"Matrix":{"Currency":"PLN","ValidFrom":"2026-01-01","Source":"s","Rules":[{"Id":"r","Kind":"*","Levels":[],"UpTo":1.5,"CostCentre":"IT"}],"ValidTo":"2026-12-31"},"Version":2,"PutBy":"admin","PutAt":"2026-01-31T23:59:00+00:00"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        var written = BackOffice.Storage.RowJson.Write(record);

        Assert.Equal(golden, written);
        Assert.Equal(golden, BackOffice.Storage.RowJson.Write(JsonSerializer.Deserialize(golden, record.GetType())!));
    }

    [Fact]
    public void Two_companies_never_share_an_approval_however_they_are_called()
    {
        Assert.Equal("approval-acme.reopen-2026-10", Reference.InstanceId);
        Assert.NotEqual(new ApprovalReference("north", "payroll-payroll-office").InstanceId, new ApprovalReference("north-payroll", "payroll-office").InstanceId);
    }

    [Fact]
    public void What_stands_for_a_person_in_a_link_never_changes()
        => Assert.Equal(("6a17543317fb910a", "6a17543317fb910a"), (ApprovalKeys.PersonKey(Reference, "anna", "own"), ApprovalKeys.PersonKey(Reference, "Anna", "own")));

    /// <summary>Neither addresses nor names of people stand in a message's properties.</summary>
    [Theory]
    [InlineData("Anna", "person-7b9ff8d030fc13c7")]
    [InlineData("anna.rossi", "person-eefd3b730d2acd5c")]
    [InlineData("anna@acme.example", "person-23fa0eb8a431eec8")]
    public void A_person_has_one_id_in_the_directory(string account, string id)
        => Assert.Equal(id, RecipientId.OfPerson("acme", account));

    [Theory]
    [InlineData("ab")]
    [InlineData("Reopen")]
    [InlineData("a|b|c")]
    [InlineData("a/b/c")]
    public void An_id_that_could_be_no_key_is_no_id(string id) => Assert.NotNull((Sound with { Approval = Reference with { ApprovalId = id } }).Problem);

    [Fact]
    public void A_request_that_is_not_whole_is_no_request()
    {
        Assert.Null(Sound.Problem);
        Assert.NotNull((Sound with { Kind = "Period" }).Problem);
        Assert.NotNull((Sound with { Subject = "" }).Problem);
        Assert.NotNull((Sound with { Summary = "" }).Problem);
        Assert.NotNull((Sound with { Summary = new string('s', 501) }).Problem);
        Assert.NotNull((Sound with { Requester = " " }).Problem);
        Assert.NotNull((Sound with { PayloadDigest = new string('A', 64) }).Problem);
        Assert.NotNull((Sound with { PayloadDigest = "aa" }).Problem);
        Assert.NotNull((Sound with { Amount = Money.Euros(0.001m) }).Problem);
        Assert.NotNull((Sound with { Amount = default(Money) }).Problem);
    }

    [Fact]
    public void Another_request_under_the_same_id_is_told_by_its_fingerprint()
    {
        string[] fingerprints =
        [
            Sound.Fingerprint,
            (Sound with { Requester = "sara" }).Fingerprint,
            (Sound with { Preparers = ["piero"] }).Fingerprint,
            (Sound with { Amount = Money.Euros(1) }).Fingerprint,
            (Sound with { PayloadDigest = new string('b', 64) }).Fingerprint,
        ];

        Assert.Distinct(fingerprints);
        Assert.Equal(Sound.Fingerprint, (Sound with { Preparers = [] }).Fingerprint);
    }

    private static ApprovalRequest Sound => new(Reference, "period.reopen", "2026-10", "rita") { Summary = "Reopen October", PayloadDigest = Digest };
}
