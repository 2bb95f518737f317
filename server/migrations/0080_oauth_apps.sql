-- What an application may ask for, and its picture. Those registered before could ask for everything.
alter table oauth_app
  add column scopes text[] not null default array[
    'users.all:read', 'users.profile.me:read', 'users.status.me:read', 'users.tasks.me:read', 'rooms.all:read_write', 'rooms.all:read',
    'rooms.all:write', 'rooms:write', 'rooms.info:read', 'rooms.info:write', 'rooms.members:read', 'rooms.members:write',
    'rooms.messages:read', 'rooms.messages:write', 'rooms.tasks:read', 'rooms.tasks:write', 'rooms.files:read', 'rooms.files:write',
    'contacts.all:read_write', 'contacts.all:read', 'contacts.all:write', 'offline_access'],
  add column logo text;
