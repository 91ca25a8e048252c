using BackOffice;
using BackOffice.Approvals;
using BackOffice.Closing;
using BackOffice.Documents;
using BackOffice.Http;
using BackOffice.Schedule;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseHttpConventions();
builder.Services
    .AddBuildingBlocks()
    .AddSchedule()
    .AddApprovals()
    .AddClosing()
    .AddDocuments();

builder.Build().Run();
