using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Documents;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Notifications.Domain;

namespace BackOffice.Conventions;

/// <summary>
/// What lies in histories, rows and messages was written by an older version of this program: these texts may gain
/// members, and nothing else may change.
/// </summary>
public sealed class WireFormatTests
{
    private static readonly DocumentReference Reference = new("acme", "0a1b");

    public static TheoryData<object, string> Golden => new()
    {
        { Reference, """{"Tenant":"acme","DocumentId":"0a1b"}""" },
        { new DocumentProgress(DocumentState.NeedsPerson, "m1"), """{"State":"NeedsPerson","MessageId":"m1"}""" },
        { new DocumentNotice(Reference, "m1"), """{"Document":{"Tenant":"acme","DocumentId":"0a1b"},"MessageId":"m1"}""" },
        { new DocumentDecision(Reference, "d1"), """{"Document":{"Tenant":"acme","DocumentId":"0a1b"},"DecisionId":"d1"}""" },
        { new DecisionRequest(DecisionKind.Route, Destination.SupplierInvoices, "why", Header: null), """{"Kind":"Route","Destination":"supplier-invoices","Reason":"why","Header":null}""" },
        { new SweepResult("acme", 1, 2, 3, 4, 5, 6), """{"Tenant":"acme","TakenUp":1,"Restarted":2,"DecisionsApplied":3,"NoticesSent":4,"Registered":5,"Discrepancies":6}""" },
        {
            new DocumentChange(DocumentEvent.Route, DocumentState.Examined, DocumentState.Routed, "intake", new DateTimeOffset(2026, 1, 31, 23, 59, 0, TimeSpan.Zero), "2026-02-01T00:59:00+01 Europe/Rome", "why", "c1"),
            """{"Event":"Route","From":"Examined","To":"Routed","Actor":"intake","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00\u002B01 Europe/Rome","Reason":"why","Correlation":"c1"}"""
        },
        {
            new NotificationChange(NotificationEvent.Fail, NotificationState.Dispatched, NotificationState.Failed, "notifications", new DateTimeOffset(2026, 1, 31, 23, 59, 0, TimeSpan.Zero), "2026-02-01T00:59:00+01 Europe/Rome", "why"),
            """{"Event":"Fail","From":"Dispatched","To":"Failed","Actor":"notifications","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00\u002B01 Europe/Rome","Reason":"why"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        Assert.Equal(golden, JsonSerializer.Serialize(record, record.GetType()));
        Assert.Equal(record, JsonSerializer.Deserialize(golden, record.GetType()));
    }

    [Fact]
    public void Every_public_enum_is_a_word_on_the_wire()
    {
        var enums = typeof(DocumentState).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace != "BackOffice.Primitives").ToList();

        Assert.NotEmpty(enums);
        Assert.All(enums, type => Assert.NotNull(type.GetCustomAttribute<JsonConverterAttribute>()));
    }

    [Fact]
    public void The_id_of_a_message_never_changes()
        => Assert.Equal(
            "93ecd734a82755a02ce97e543451c7a90b508bd02e058c0d70f0151b26c1f14f",
            new Notification("acme", "document.routed", "0a1b", "supplier-invoices", "{}").MessageId);

    [Fact]
    public void The_id_of_a_document_never_changes()
        => Assert.Equal("e4dbbba0fa5f4e9b283cbb605fea", DocumentKeys.DocumentId("acme", "acme/invoice.xml", "\"0x8DE\"", new DateTimeOffset(2026, 1, 31, 23, 59, 0, TimeSpan.Zero)));
}
