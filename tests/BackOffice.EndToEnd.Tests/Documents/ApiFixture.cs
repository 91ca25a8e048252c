using BackOffice.Documents.Domain;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>One app for the tests of a class: an invoice that is routed, a scan that waits for a person, a broken file in quarantine.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private DocumentsApp? app;

    internal DocumentsApp App => app!;

    internal string Routed { get; private set; } = "";

    internal string NeedsPerson { get; private set; } = "";

    internal string Quarantined { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        app = await DocumentsApp.StartAsync();
        await App.World.DropAsync("invoice.xml", SampleDocuments.Invoice(1));
        await App.World.DropAsync("scan.png", SampleDocuments.Scan());
        await App.World.DropAsync("cut-off.xml", SampleDocuments.Broken());
        Routed = (await App.UntilAsync("invoice.xml", DocumentState.Routed)).Reference.DocumentId;
        NeedsPerson = (await App.UntilAsync("scan.png", DocumentState.NeedsPerson)).Reference.DocumentId;
        Quarantined = (await App.UntilAsync("cut-off.xml", DocumentState.Quarantined)).Reference.DocumentId;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
